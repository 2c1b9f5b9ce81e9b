/**
 * The value below which the share `p` (0..1) of the values lies, interpolated linearly between its two neighbours;
 * null for none. The input is left as it is.
 *
 * @example percentile([10, 20, 30], 0.95) // 29
 */
export function percentile(
  values: readonly number[],
  p: number,
): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const position = p * (sorted.length - 1);
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  return low + (high - low) * (position - Math.floor(position));
}
