import { DateTime } from 'luxon';
import { previousWindow, readWindow } from './readWindow';
import { at } from './testFacts';

const NOW = at('10 15:30');
const iso = (millis: number, zone: string) =>
  DateTime.fromMillis(millis, { zone }).toFormat('yyyy-MM-dd HH:mm');

describe('readWindow', () => {
  it('covers 30 days up to the coming midnight of the zone', () => {
    const zone = 'Asia/Kolkata';
    const { from, to } = readWindow({ timezone: zone }, NOW);
    expect(iso(to, zone)).toBe('2025-06-11 00:00');
    expect(iso(from, zone)).toBe('2025-05-12 00:00');
  });

  it('ends a day later for who asks at midnight', () => {
    const { to } = readWindow({ timezone: 'UTC' }, at('10 00:00'));
    expect(to).toBe(at('11 00:00'));
  });

  it('counts calendar days back over a change of the clock', () => {
    const zone = 'Europe/Berlin';
    const { from, to } = readWindow(
      { timezone: zone, to: at('2025-04-10T00:00:00+02:00') },
      NOW,
    );
    expect(iso(from, zone)).toBe('2025-03-11 00:00');
    expect((to - from) / 3_600_000).toBe(30 * 24 - 1);
  });

  it.each([
    ['from: must be before to', { from: 5, to: 5 }],
    ['from: must be before to', { from: at('12 00:00') }],
    ['from: must be at most 1100 days before to', { from: 0 }],
    ['from, to: must be instants', { from: Number.NaN }],
    ['timezone: must be an IANA time zone', { timezone: 'Middle/Earth' }],
  ])('refuses with "%s"', (message, asked) => {
    expect(() => readWindow({ timezone: 'UTC', ...asked }, NOW)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });
});

describe('previousWindow', () => {
  it('has as many calendar days and ends where the window starts', () => {
    const timezone = 'Europe/Berlin';
    const window = readWindow(
      {
        timezone,
        from: at('2025-03-31T00:00:00+02:00'),
        to: at('2025-04-07T00:00:00+02:00'),
      },
      NOW,
    );
    const before = previousWindow(window);
    expect(before.to).toBe(window.from);
    expect(iso(before.from, timezone)).toBe('2025-03-24 00:00');
  });
});
