import { DateTime } from 'luxon';
import { LOCALE } from '../show/formatInstant';

/** Lengths of window offered, in days. */
export const WINDOW_DAYS = [7, 30, 90] as const;
/** One of {@link WINDOW_DAYS}. */
export type WindowDays = (typeof WINDOW_DAYS)[number];

/** Whole days, half-open; instants are ISO 8601 UTC. */
export interface PageWindow {
  readonly days: WindowDays;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

/** The number of days a query string asks for; 30 unless it is one of {@link WINDOW_DAYS}. */
export function parseWindowDays(text: string | null): WindowDays {
  return WINDOW_DAYS.find(days => String(days) === text) ?? 30;
}

/**
 * The last `days` whole days of `zone`, today included: it ends at the coming midnight, as every other page's window
 * does, so that all show one number. A day of 23 or 25 hours is one day.
 *
 * @example
 * createWindow({ days: 7, zone: 'Europe/Berlin', now: Date.parse('2026-11-18T13:32:00Z') })
 * // { from: '2026-11-11T23:00:00.000Z', to: '2026-11-18T23:00:00.000Z', … }
 */
export function createWindow(options: {
  days: WindowDays;
  zone: string;
  now: number;
}): PageWindow {
  const { days, zone, now } = options;
  const to = DateTime.fromMillis(now, { zone }).startOf('day').plus({ day: 1 });
  return {
    days,
    zone,
    from: to.minus({ days }).toUTC().toISO()!,
    to: to.toUTC().toISO()!,
  };
}

/**
 * First and last day of a window.
 *
 * @example formatWindow(window) // '20 Oct – 18 Nov'
 */
export function formatWindow(window: Omit<PageWindow, 'days'>): string {
  const from = DateTime.fromISO(window.from, {
    zone: window.zone,
    locale: LOCALE,
  });
  const last = DateTime.fromISO(window.to, {
    zone: window.zone,
    locale: LOCALE,
  }).minus(1);
  const format = from.year === last.year ? 'd LLL' : 'd LLL yyyy';
  return `${from.toFormat(format)} – ${last.toFormat(format)}`;
}
