import { formatNumber } from './formatNumber';

/**
 * A value in the unit a gate measures in; a ratio as per cent, no unit for a plain count.
 *
 * @example formatMeasure(0.0021, 'ratio') // '0.21 %'
 * @example formatMeasure(3, 'tests')      // '3 tests'
 */
export function formatMeasure(value: number, unit: string | null): string {
  if (unit === 'ratio') return `${formatSmall(value * 100)} %`;
  return unit ? `${formatSmall(value)} ${unit}` : formatSmall(value);
}

/** Two digits that say something, where one decimal would round most of the value away. */
function formatSmall(value: number): string {
  return value !== 0 && Math.abs(value) < 1
    ? String(Number(value.toPrecision(2))).replace('-', '−')
    : formatNumber(value);
}
