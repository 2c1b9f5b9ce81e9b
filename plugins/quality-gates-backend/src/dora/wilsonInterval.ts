import type { Interval } from '@quality-gates/backstage-plugin-quality-gates-common';

/** Standard normal quantile of 97.5 %. */
const Z = 1.959963984540054;

/**
 * The 95 % Wilson score interval of `hits` out of `n`, as ratios 0..1; null when n is 0. Chosen over the usual normal
 * approximation because that one has no width at 0 of n and leaves 0..1 for small n.
 * Source: E. B. Wilson, JASA 22 (1927) 209-212.
 *
 * @example wilsonInterval(0, 10) // { low: 0, high: 0.2775… }
 */
export function wilsonInterval(hits: number, n: number): Interval | null {
  if (n === 0) return null;
  const ratio = hits / n;
  const spread = (Z * Z) / n;
  const centre = ratio + spread / 2;
  const half = Z * Math.sqrt((ratio * (1 - ratio) + spread / 4) / n);
  return {
    low: hits === 0 ? 0 : Math.max(0, (centre - half) / (1 + spread)),
    high: hits === n ? 1 : Math.min(1, (centre + half) / (1 + spread)),
  };
}
