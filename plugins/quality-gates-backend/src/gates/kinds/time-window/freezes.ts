import { InputError } from '@backstage/errors';
import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';
import { DateTime } from 'luxon';
import { z } from 'zod';

const instant = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true, local: true })],
  'must be a date such as 2026-12-20 or an instant such as 2026-12-20T18:00',
);

/** A freeze as policies and `qualityGates.calendars` write it. */
export const freezeSchema = z.strictObject({
  /** First day, or instant. Without an offset in the zone of the window. */
  from: instant,
  /** Last day, which is frozen as a whole, or the instant at which it ends. */
  to: instant,
  reason: z.string().min(1).max(500).optional(),
});

/** A time in which nothing is deployed. The end is no longer in it. */
export interface Freeze {
  readonly from: Millis;
  readonly to: Millis;
  readonly reason: string;
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** Freezes in a zone. Throws InputError for one that ends before it begins, or is none. */
export function readFreezes(
  given: readonly z.output<typeof freezeSchema>[],
  zone: string,
): Freeze[] {
  return given.map(({ from, to, reason = 'no reason given' }) => {
    const begin = DateTime.fromISO(from, { zone });
    const last = DateTime.fromISO(to, { zone });
    const end = DATE_ONLY.test(to) ? last.plus({ days: 1 }) : last;
    if (!begin.isValid || !end.isValid || end <= begin) {
      throw new InputError(
        `The freeze from ${from} to ${to} is no span of time`,
      );
    }
    return { from: begin.toMillis(), to: end.toMillis(), reason };
  });
}

/** The freeze that holds at an instant: of several the one that ends last. */
export function findFreeze(
  freezes: readonly Freeze[],
  at: Millis,
): Freeze | undefined {
  return freezes
    .filter(({ from, to }) => from <= at && at < to)
    .sort((a, b) => b.to - a.to)[0];
}
