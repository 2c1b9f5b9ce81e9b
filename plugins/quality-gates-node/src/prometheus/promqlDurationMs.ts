const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
};

const PART = /(\d{1,9})(ms|[smhdwy])/g;

/**
 * Milliseconds of a duration as PromQL and policies write it; undefined when it is none.
 *
 * @example promqlDurationMs('1h30m') // 5400000
 */
export function promqlDurationMs(text: string): number | undefined {
  if (!/^(\d{1,9}(ms|[smhdwy]))+$/.test(text)) return undefined;
  return [...text.matchAll(PART)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS_MS[unit],
    0,
  );
}
