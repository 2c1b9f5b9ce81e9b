import fc from 'fast-check';
import { DateTime } from 'luxon';
import { bucketIndex, buckets } from './buckets';

const at = (text: string) =>
  DateTime.fromISO(text, { setZone: true }).toMillis();
const hours = (from: string, to: string, timezone: string) =>
  buckets({ from: at(from), to: at(to), timezone, bucket: 'day' }).map(
    one => (one.to - one.from) / 3_600_000,
  );

describe('buckets', () => {
  it('cuts the first and the last day to the window', () => {
    expect(
      hours('2025-05-01T18:00:00Z', '2025-05-04T06:00:00Z', 'UTC'),
    ).toEqual([6, 24, 24, 6]);
  });

  it('makes one bucket of a day on which the clock changes', () => {
    expect(
      hours(
        '2025-03-29T00:00:00+01:00',
        '2025-04-01T00:00:00+02:00',
        'Europe/Berlin',
      ),
    ).toEqual([24, 23, 24]);
    expect(
      hours(
        '2025-10-25T00:00:00+02:00',
        '2025-10-28T00:00:00+01:00',
        'Europe/Berlin',
      ),
    ).toEqual([24, 25, 24]);
  });

  it('starts days that have no midnight with their first moment', () => {
    // 4 November 2018 began at 01:00 in São Paulo.
    expect(
      hours(
        '2018-11-03T00:00:00-03:00',
        '2018-11-06T00:00:00-02:00',
        'America/Sao_Paulo',
      ),
    ).toEqual([24, 23, 24]);
  });

  it('starts weeks on Monday and months on the first', () => {
    const window = {
      from: at('2025-05-28T00:00:00Z'),
      to: at('2025-06-12T00:00:00Z'),
      timezone: 'UTC',
    };
    const starts = (bucket: 'week' | 'month') =>
      buckets({ ...window, bucket }).map(({ from }) =>
        DateTime.fromMillis(from, { zone: 'utc' }).toISODate(),
      );
    expect(starts('week')).toEqual(['2025-05-28', '2025-06-02', '2025-06-09']);
    expect(starts('month')).toEqual(['2025-05-28', '2025-06-01']);
  });

  it('covers any window without a gap, and finds each instant in its bucket', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2e12 }),
        fc.integer({ min: 1, max: 200 * 86_400_000 }),
        fc.constantFrom(
          'UTC',
          'Asia/Kolkata',
          'Australia/Lord_Howe',
          'America/Sao_Paulo',
        ),
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (from, length, timezone, bucket, share) => {
          const found = buckets({ from, to: from + length, timezone, bucket });
          expect(found[0].from).toBe(from);
          expect(found[found.length - 1].to).toBe(from + length);
          for (let n = 1; n < found.length; n += 1) {
            expect(found[n].from).toBe(found[n - 1].to);
          }
          const instant = from + Math.floor(length * share);
          const holder = found[bucketIndex(found, instant)!];
          expect(holder.from <= instant && instant < holder.to).toBe(true);
          expect(bucketIndex(found, from - 1)).toBeUndefined();
          expect(bucketIndex(found, from + length)).toBeUndefined();
        },
      ),
    );
  });
});
