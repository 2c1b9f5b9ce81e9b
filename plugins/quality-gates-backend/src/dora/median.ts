/**
 * The middle of the values, for an even number the mean of the middle two (D4); null for none. Linear but for one
 * sort; the input is left as it is.
 *
 * @example median([4, 1, 2, 10]) // 3
 */
export function median(values: readonly number[]): number | null {
  return quantile(sortNumbers(values), 0.5);
}

/**
 * The value below which the share `p` (0..1) of the values lies, interpolated linearly between the two neighbours of
 * position p * (n - 1): the same as `percentile_cont` of SQL and type 7 of R. Null for none.
 *
 * @param sorted - ascending, see {@link sortNumbers}
 * @example quantile([1, 2, 3, 4, 5], 0.9) // 4.6
 */
export function quantile(sorted: readonly number[], p: number): number | null {
  if (sorted.length === 0) return null;
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  const low = sorted[below];
  return low + (sorted[above] - low) * (position - below);
}

/** The values in ascending order, as a new array. */
export function sortNumbers(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
