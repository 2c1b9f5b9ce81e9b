import type {
  Assertion,
  Reading,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** What is said between value and limit when it holds, and when it does not. */
const WORDS: Readonly<
  Record<Assertion, readonly [held: string, broken: string]>
> = {
  '<': ['is below', 'is not below'],
  '<=': ['is at most', 'is above'],
  '>': ['is above', 'is not above'],
  '>=': ['is at least', 'is below'],
  '==': ['is exactly', 'is not exactly'],
  '!=': ['is not', 'must not be'],
};
/** What kinds call a number that the policy alone gives a meaning. */
const NAMELESS = 'value';
const FEWEST_DIGITS = 3;
const MOST_DIGITS = 15;

/**
 * The sentence of a reading and its limit, as a person would say it: a ratio in per cent, and as many digits as tell the
 * two apart.
 *
 * @example describeReading({ name: 'error ratio', unit: 'ratio' }, { value: 0.2, assertion: '<', limit: 0.05, holds: false })
 * // error ratio: 20 % is not below 5 %
 */
export function describeReading(
  { name, unit }: Pick<Reading, 'name' | 'unit'>,
  found: {
    readonly value: number;
    readonly assertion: Assertion;
    readonly limit: number;
    readonly holds: boolean;
  },
): string {
  const { assertion, holds } = found;
  const factor = unit === 'ratio' ? 100 : 1;
  const value = found.value * factor;
  const limit = found.limit * factor;
  // A module that is newer than this backend may compare in another way.
  const [held, broken] = WORDS[assertion] ?? [assertion, `is not ${assertion}`];
  const [seen, wanted] = formatApart(value, limit).map(
    number => `${number}${suffixOf(name, unit)}`,
  );
  const sentence = `${seen} ${holds ? held : broken} ${wanted}`;
  return name === NAMELESS ? sentence : `${name}: ${sentence}`;
}

/** Both numbers with as few digits as leave different ones different. */
function formatApart(value: number, limit: number): [string, string] {
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const [one, other] = [format(value, digits), format(limit, digits)];
    if (one !== other || value === limit) return [one, other];
  }
  return [String(value), String(limit)];
}

/** By digits: making one takes longer than all the rest of a sentence. */
const formats = new Map<number, Intl.NumberFormat>();

function format(value: number, digits: number): string {
  const whole = String(Math.trunc(Math.abs(value))).length;
  const maximumSignificantDigits = Number.isInteger(value)
    ? MOST_DIGITS
    : Math.min(MOST_DIGITS, Math.max(digits, whole));
  let numbers = formats.get(maximumSignificantDigits);
  if (!numbers) {
    numbers = new Intl.NumberFormat('en-US', { maximumSignificantDigits });
    formats.set(maximumSignificantDigits, numbers);
  }
  return numbers.format(value).replace('-', '−');
}

/** What is counted stands in the name already: "failed tests: 2 is above 0". */
function suffixOf(name: string, unit: string | undefined): string {
  if (unit === 'ratio') return ' %';
  const counted = unit?.split(' ').at(-1);
  if (!counted || name.split(/\W+/).includes(counted)) return '';
  return unit === 'x' ? unit : ` ${unit}`;
}
