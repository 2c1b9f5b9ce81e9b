import { DateTime } from 'luxon';
import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';

const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
const DAY = `(?:${DAYS.join('|')})`;
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';

/** What a weekly window looks like: `MON-THU 09:00-16:00`, `SAT,SUN 10:00-12:00`, `FRI 22:00-02:00`. */
export const WEEKLY_WINDOW = new RegExp(
  `^${DAY}(?:-${DAY})?(?:,${DAY}(?:-${DAY})?)*\\s+${TIME}-(?:${TIME}|24:00)$`,
);

/** Times of a week in which something may be done. The end is no longer in it. */
export interface WeeklyWindow {
  /** ISO weekdays on which it opens, Monday = 1. */
  readonly weekdays: readonly number[];
  /** Minutes after midnight. */
  readonly from: number;
  /** Minutes after the midnight of the day it opens: above 1440 when it ends the next day. */
  readonly to: number;
}

/** A weekly window out of its text, which must match {@link WEEKLY_WINDOW}. Days may wrap: `FRI-MON`. */
export function parseWeeklyWindow(text: string): WeeklyWindow {
  const [days, times] = text.split(/\s+/);
  const [from, to] = times.split('-').map(toMinutes);
  return {
    weekdays: days.split(',').flatMap(toWeekdays),
    from,
    to: to > from ? to : to + 24 * 60,
  };
}

function toWeekdays(range: string): number[] {
  const [first, last = first] = range
    .split('-')
    .map(day => DAYS.indexOf(day as (typeof DAYS)[number]));
  const count = ((last - first + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => ((first + index) % 7) + 1);
}

function toMinutes(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** One opening. */
export interface Opening {
  readonly from: Millis;
  readonly to: Millis;
}

/**
 * Openings of the windows that end after an instant and begin within the next eight days, the earliest first: where
 * there is any window, there is one. Times are those of a wall clock in the zone: one that the clock jumps over is
 * taken an hour later, and of one that comes twice the first is taken.
 */
export function openingsAfter(
  windows: readonly WeeklyWindow[],
  now: Millis,
  zone: string,
): Opening[] {
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  const openings: Opening[] = [];
  for (let offset = -1; offset <= 8; offset++) {
    const day = today.plus({ days: offset });
    for (const { weekdays, from, to } of windows) {
      if (!weekdays.includes(day.weekday)) continue;
      const opening = { from: wallClock(day, from), to: wallClock(day, to) };
      if (opening.to > now && opening.to > opening.from) openings.push(opening);
    }
  }
  return openings.sort((a, b) => a.from - b.from || a.to - b.to);
}

function wallClock(day: DateTime, minutes: number): Millis {
  const at = day.plus({ days: Math.floor(minutes / 1440) });
  const rest = minutes % 1440;
  return at.set({ hour: Math.floor(rest / 60), minute: rest % 60 }).toMillis();
}
