/** Columns a date needs so that it does not run into the next one. */
const DATE_COLUMNS = 4;

/**
 * Where a day begins, its name, as long as the one before has room; undefined elsewhere.
 *
 * @example labelDates(['4 Nov', '4 Nov', '4 Nov', '4 Nov', '5 Nov']) // ['4 Nov', , , , '5 Nov']
 */
export function labelDates(days: readonly string[]): (string | undefined)[] {
  let last = -DATE_COLUMNS;
  return days.map((day, index) => {
    const begins = day !== days[index - 1];
    const first = index === 0;
    if (!begins || (!first && index - last < DATE_COLUMNS)) return undefined;
    last = index;
    return day;
  });
}

function shorten(name: string): string {
  const parts = name.split(/[-_\s]+/);
  return parts[parts.length - 1].slice(0, 4).toLocaleUpperCase('en-US');
}

/**
 * Short names of environments, or null when all columns are about one.
 *
 * @example labelEnvironments(['production-eu', 'production-us']) // ['EU', 'US']
 */
export function labelEnvironments(names: readonly string[]): string[] | null {
  return new Set(names).size < 2 ? null : names.map(shorten);
}
