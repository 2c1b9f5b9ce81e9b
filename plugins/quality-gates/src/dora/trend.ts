import { formatPercent, formatSigned } from '../show/formatNumber';

/** How a number moved against the window before it. `text` has its sign and unit. */
export interface Trend {
  readonly text: string;
  readonly verdict: 'better' | 'worse' | 'same';
}

/** What a metric's numbers are compared by. */
export interface TrendOptions {
  readonly current: number | null;
  readonly previous: number | null | undefined;
  /** `percent`: relative change; `points`: difference of two ratios. */
  readonly by: 'percent' | 'points';
  readonly moreIsBetter: boolean;
}

/**
 * The change since the window before, or null when one of the two is missing: nothing is compared with a number that
 * does not exist. A relative change of a previous 0 is null too.
 *
 * @example
 * compareWindows({ current: 3 / 26, previous: 1 / 23, by: 'points', moreIsBetter: false })
 * // { text: '+7.2', verdict: 'worse' }
 */
export function compareWindows(options: TrendOptions): Trend | null {
  const { current, previous, by, moreIsBetter } = options;
  if (current === null || previous === null || previous === undefined) {
    return null;
  }
  if (by === 'percent' && previous === 0) return null;
  const change =
    by === 'percent' ? (current - previous) / previous : current - previous;
  const rounded = by === 'percent' ? Math.round(change * 100) / 100 : change;
  const text =
    by === 'percent'
      ? `${rounded > 0 ? '+' : ''}${formatPercent(rounded)}`
      : formatSigned(rounded * 100);
  if (text === '0' || text === '0 %') return { text, verdict: 'same' };
  return { text, verdict: change > 0 === moreIsBetter ? 'better' : 'worse' };
}
