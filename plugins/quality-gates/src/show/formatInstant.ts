import { DateTime } from 'luxon';

/** The texts of the screens are English, so their months are too, whatever the browser speaks. */
export const LOCALE = 'en-US';

/** Where and when the reader is: `zone` is an IANA name, `now` milliseconds since the epoch. */
export interface Reader {
  readonly zone: string;
  readonly now: number;
}

function read(iso: string, zone: string): DateTime {
  return DateTime.fromISO(iso, { zone, locale: LOCALE });
}

/**
 * A day as `4 Nov`, with the year when it is not the reader's.
 *
 * @example formatDay('2026-11-04T10:00:00Z', reader) // '4 Nov'
 */
export function formatDay(iso: string, reader: Reader): string {
  const day = read(iso, reader.zone);
  const now = DateTime.fromMillis(reader.now, { zone: reader.zone });
  return day.toFormat(day.year === now.year ? 'd LLL' : 'd LLL yyyy');
}

/**
 * An instant in a table of mixed days: `today 14:31`, `yesterday 09:12`, `3 d ago`, then `4 Nov`.
 * The exact time belongs beside it; see {@link formatExactly}.
 */
export function formatInstant(iso: string, reader: Reader): string {
  const at = read(iso, reader.zone);
  const today = DateTime.fromMillis(reader.now, { zone: reader.zone });
  const days = Math.round(
    today.startOf('day').diff(at.startOf('day'), 'days').days,
  );
  if (days === 0) return `today ${at.toFormat('HH:mm')}`;
  if (days === 1) return `yesterday ${at.toFormat('HH:mm')}`;
  if (days > 1 && days < 7) return `${days} d ago`;
  return formatDay(iso, reader);
}

/**
 * Hours and minutes in the reader's zone.
 *
 * @example formatClock('2026-11-18T13:31:07Z', { zone: 'Europe/Berlin', now }) // '14:31'
 */
export function formatClock(iso: string, reader: Reader): string {
  return read(iso, reader.zone).toFormat('HH:mm');
}

/**
 * Date, seconds and zone, for tooltips and screen readers.
 *
 * @example formatExactly('2026-11-18T13:31:07Z', 'Europe/Berlin') // '18 Nov 2026, 14:31:07 Europe/Berlin'
 */
export function formatExactly(iso: string, zone: string): string {
  return `${read(iso, zone).toFormat('d LLL yyyy, HH:mm:ss')} ${zone}`;
}
