import type { Interval } from '@quality-gates/backstage-plugin-quality-gates-common';

/** From here on the median is not accompanied by an interval (docs/dora.md). */
const LARGE = 30;

/**
 * The narrowest symmetric pair of order statistics that holds the median with at least 95 % probability, whatever the
 * distribution: the number of values below the median is binomial(n, 1/2). Null for fewer than 6 values, where even
 * minimum and maximum hold it with less (n = 5: 93.75 %), and for 30 or more, where the number speaks for itself.
 *
 * @param sorted - ascending
 * @example medianInterval([1, 2, 3, 4, 5, 6]) // { low: 1, high: 6 }
 */
export function medianInterval(sorted: readonly number[]): Interval | null {
  const n = sorted.length;
  if (n >= LARGE) return null;
  let probability = 0.5 ** n;
  let outside = probability;
  let rank = 0;
  while (outside <= 0.025) {
    rank += 1;
    probability *= (n - rank + 1) / rank;
    outside += probability;
  }
  if (rank === 0) return null;
  return { low: sorted[rank - 1], high: sorted[n - rank] };
}
