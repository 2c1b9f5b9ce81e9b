import { DateTime } from 'luxon';
import type { Reader } from '../show/formatInstant';

/** The reader where no component says a time zone: the browser's own. */
export function readerHere(now: number): Reader {
  return { zone: DateTime.local().zoneName, now };
}
