import { InputError } from '@backstage/errors';
import { DateTime, IANAZone } from 'luxon';
import { daysBetween } from './deploymentFrequency';

/** Longest window: above it a series by day is no page any more. */
const MAX_DAYS = 1_100;
/** Length of the window that nobody asked for otherwise. */
const DEFAULT_DAYS = 30;

/** A half-open window, milliseconds, and the zone of its days. */
export interface DoraWindow {
  readonly from: number;
  readonly to: number;
  readonly timezone: string;
}

/**
 * The window asked for. Without `to` it ends at the coming midnight of the zone, without `from` it starts 30 calendar
 * days before its end, so that every page shows the same number all day long. Throws InputError that names the
 * parameter: an unknown zone, `from` not before `to`, more than 1,100 days.
 */
export function readWindow(
  asked: {
    readonly from?: number;
    readonly to?: number;
    readonly timezone: string;
  },
  now: number,
): DoraWindow {
  const { timezone } = asked;
  if (!IANAZone.isValidZone(timezone)) {
    throw new InputError(
      'timezone: must be an IANA time zone such as Europe/Berlin',
    );
  }
  const zone = { zone: timezone };
  const to =
    asked.to ??
    DateTime.fromMillis(now, zone)
      .startOf('day')
      .plus({ days: 1 })
      .startOf('day')
      .toMillis();
  const from =
    asked.from ??
    DateTime.fromMillis(to, zone).minus({ days: DEFAULT_DAYS }).toMillis();
  if (!Number.isFinite(from) || !Number.isFinite(to)) {
    throw new InputError('from, to: must be instants');
  }
  if (from >= to) throw new InputError('from: must be before to');
  const window = { from, to, timezone };
  if (daysBetween(window) > MAX_DAYS) {
    throw new InputError(`from: must be at most ${MAX_DAYS} days before to`);
  }
  return window;
}

/** The window of as many calendar days that ends where this one starts. */
export function previousWindow(window: DoraWindow): DoraWindow {
  const from = DateTime.fromMillis(window.from, { zone: window.timezone })
    .minus({ days: daysBetween(window) })
    .toMillis();
  return { from, to: window.from, timezone: window.timezone };
}
