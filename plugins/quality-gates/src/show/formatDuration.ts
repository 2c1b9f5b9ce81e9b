import { formatNumber } from './formatNumber';

/** A number and the unit it is in, so that a screen can set them apart. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

const UNITS: readonly { unit: string; seconds: number; until: number }[] = [
  { unit: 's', seconds: 1, until: 59.5 },
  { unit: 'min', seconds: 60, until: 59.95 * 60 },
  { unit: 'h', seconds: 3600, until: 23.95 * 3600 },
  { unit: 'd', seconds: 86_400, until: Infinity },
];

/**
 * A length of time in the largest unit that keeps it readable: seconds under a minute, minutes under an hour, hours
 * under a day, then days. Rounding never yields 60 min or 24 h.
 *
 * @example splitDuration(18_720) // { value: '5.2', unit: 'h' }
 */
export function splitDuration(seconds: number): Quantity {
  const size = Math.abs(seconds);
  const { unit, seconds: factor } = UNITS.find(({ until }) => size < until)!;
  const amount = unit === 's' ? Math.round(seconds) : seconds / factor;
  return { value: formatNumber(amount), unit };
}

/**
 * {@link splitDuration} as one text.
 *
 * @example formatDuration(41)      // '41 s'
 * @example formatDuration(155_520) // '1.8 d'
 */
export function formatDuration(seconds: number): string {
  const { value, unit } = splitDuration(seconds);
  return `${value} ${unit}`;
}

/**
 * Time that is still growing, to the minute.
 *
 * @example formatElapsed(4980) // '1 h 23 min'
 */
export function formatElapsed(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min` : `${Math.floor(seconds)} s`;
}
