import { DateTime } from 'luxon';

/**
 * An instant as the wire carries it: ISO 8601, UTC, milliseconds; null for undefined and null.
 *
 * @example toInstant(1741608000000) // '2025-03-10T12:00:00.000Z'
 */
export function toInstant(millis: number): string;
export function toInstant(millis: number | null | undefined): string | null;
export function toInstant(millis: number | null | undefined): string | null {
  if (millis === undefined || millis === null) return null;
  return DateTime.fromMillis(millis, { zone: 'utc' }).toISO();
}

/**
 * Seconds from one instant to another, never negative; null when either is not known.
 *
 * @example secondsBetween(1000, 3500) // 2.5
 */
export function secondsBetween(
  from: number | undefined,
  to: number | undefined,
): number | null {
  if (from === undefined || to === undefined) return null;
  return Math.max(0, to - from) / 1000;
}
