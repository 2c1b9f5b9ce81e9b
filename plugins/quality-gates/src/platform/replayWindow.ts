import type { DeliveryInfo } from '@quality-gates/backstage-plugin-quality-gates-common';
import { DateTime } from 'luxon';
import type { Reader } from '../show/formatInstant';

const FIELD = "yyyy-MM-dd'T'HH:mm";

/**
 * The window that holds all of `deliveries`, as a `datetime-local` field writes it: from the minute of the oldest to
 * the minute after now.
 */
export function proposeWindow(
  deliveries: readonly DeliveryInfo[],
  { zone, now }: Reader,
): { from: string; to: string } {
  const oldest = Math.min(
    now,
    ...deliveries.map(({ receivedAt }) => Date.parse(receivedAt)),
  );
  const at = (millis: number) => DateTime.fromMillis(millis, { zone });
  return {
    from: at(oldest).startOf('minute').toFormat(FIELD),
    to: at(now).startOf('minute').plus({ minutes: 1 }).toFormat(FIELD),
  };
}

/** What two `datetime-local` fields ask for, as instants; undefined when the end is not after the beginning. */
export function readWindow(
  fields: { from: string; to: string },
  zone: string,
): { from: string; to: string } | undefined {
  const from = DateTime.fromISO(fields.from, { zone });
  const to = DateTime.fromISO(fields.to, { zone });
  if (!from.isValid || !to.isValid || from >= to) return undefined;
  return { from: from.toUTC().toISO()!, to: to.toUTC().toISO()! };
}
