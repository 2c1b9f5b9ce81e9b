const MINUS = '−';

/**
 * `value` for people: one decimal below 100 where it says something, none from 100, digits grouped by a comma,
 * millions as `4.1 M`.
 *
 * @example formatNumber(11.54)     // '11.5'
 * @example formatNumber(3.02)      // '3'
 * @example formatNumber(12345.6)   // '12,346'
 * @example formatNumber(4_120_000) // '4.1 M'
 */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 999_999.5) return `${formatNumber(value / 1e6)} M`;
  const rounded = size < 99.95 ? Math.round(size * 10) / 10 : Math.round(size);
  const [whole, fraction] = String(rounded).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = value < 0 && rounded !== 0 ? MINUS : '';
  return `${sign}${grouped}${fraction ? `.${fraction}` : ''}`;
}

/**
 * A ratio (0..1) as per cent.
 *
 * @example formatPercent(3 / 26) // '11.5 %'
 */
export function formatPercent(ratio: number): string {
  return `${formatNumber(ratio * 100)} %`;
}

/**
 * A difference with its sign; no sign for none.
 *
 * @example formatSigned(7.2)  // '+7.2'
 * @example formatSigned(-21)  // '−21'
 * @example formatSigned(0.01) // '0'
 */
export function formatSigned(value: number): string {
  const text = formatNumber(value);
  return value > 0 && text !== '0' ? `+${text}` : text;
}
