import { DateTime } from 'luxon';

/** A part of a window, half-open, milliseconds. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
}

/**
 * Calendar days, weeks (from Monday) or months of an IANA zone that cover the window, oldest first. The first and last
 * are cut to the window. A day on which the clock changes is one bucket of 23 or 25 hours.
 */
export function buckets(window: {
  readonly from: number;
  readonly to: number;
  readonly timezone: string;
  readonly bucket: 'day' | 'week' | 'month';
}): Bucket[] {
  const { from, to, timezone, bucket } = window;
  const found: Bucket[] = [];
  let at = DateTime.fromMillis(from, { zone: timezone });
  while (at.toMillis() < to) {
    const next = at
      .startOf(bucket)
      .plus({ [bucket]: 1 })
      .startOf(bucket);
    found.push({ from: at.toMillis(), to: Math.min(next.toMillis(), to) });
    at = next;
  }
  return found;
}

/** Index of the bucket that holds the instant, by binary search; undefined outside of all. */
export function bucketIndex(
  ordered: readonly Bucket[],
  instant: number,
): number | undefined {
  let low = 0;
  let high = ordered.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (instant < ordered[middle].from) high = middle - 1;
    else if (instant >= ordered[middle].to) low = middle + 1;
    else return middle;
  }
  return undefined;
}
