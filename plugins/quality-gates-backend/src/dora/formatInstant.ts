import { DateTime } from 'luxon';

/** ISO 8601 in UTC with milliseconds, as everything on the wire. */
export function formatInstant(millis: number): string {
  return DateTime.fromMillis(millis, { zone: 'utc' }).toISO()!;
}
