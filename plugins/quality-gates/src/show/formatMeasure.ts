import { formatDuration } from './formatDuration';
import { formatNumber } from './formatNumber';

/** Units of time that are worth saying in a larger one, in seconds, and from how many of them on. */
const TIMES: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600 };
const LARGER_FROM: Readonly<Record<string, number>> = { s: 60, min: 60, h: 24 };

/** What gates count, so that one of them is said as one. */
const COUNTED =
  /(^| )(test|job|alert|incident|approval|rejection|application|project|expectation)s$/;

/**
 * A value in the unit a gate measures in; a ratio as per cent, a long time in a larger unit, no unit for a plain count.
 *
 * @example formatMeasure(0.0021, 'ratio') // '0.21 %'
 * @example formatMeasure(1, 'tests')      // '1 test'
 * @example formatMeasure(600, 'min')      // '10 h'
 */
export function formatMeasure(value: number, unit: string | null): string {
  if (unit === 'ratio') return `${formatSmall(value * 100)} %`;
  if (unit && value >= LARGER_FROM[unit]) {
    return formatDuration(value * TIMES[unit]);
  }
  if (unit === 'x') return `${formatSmall(value)}x`;
  if (value === 1 && unit && COUNTED.test(unit))
    return `1 ${unit.slice(0, -1)}`;
  return unit ? `${formatSmall(value)} ${unit}` : formatSmall(value);
}

/** Two digits that say something, where one decimal would round most of the value away. */
function formatSmall(value: number): string {
  return value !== 0 && Math.abs(value) < 1
    ? String(Number(value.toPrecision(2))).replace('-', '−')
    : formatNumber(value);
}
