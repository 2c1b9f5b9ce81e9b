import { createWindow, formatWindow, parseWindowDays } from './window';

const now = Date.parse('2026-11-18T13:32:00Z');

describe('createWindow', () => {
  it.each([
    [7, 'UTC', '2026-11-12T00:00:00.000Z', '2026-11-19T00:00:00.000Z'],
    [30, 'UTC', '2026-10-20T00:00:00.000Z', '2026-11-19T00:00:00.000Z'],
    [
      30,
      'Europe/Berlin',
      '2026-10-19T22:00:00.000Z',
      '2026-11-18T23:00:00.000Z',
    ],
    [
      90,
      'America/New_York',
      '2026-08-21T04:00:00.000Z',
      '2026-11-19T05:00:00.000Z',
    ],
  ] as const)(
    'ends %p days in %s at the coming midnight there',
    (days, zone, from, to) => {
      expect(createWindow({ days, zone, now })).toEqual({
        days,
        zone,
        from,
        to,
      });
    },
  );
});

it.each([
  ['7', 7],
  ['90', 90],
  ['31', 30],
  ['', 30],
  [null, 30],
])('reads the window %p as %p days', (text, days) => {
  expect(parseWindowDays(text)).toBe(days);
});

it.each([
  [7, '2026-11-18T13:32:00Z', '12 Nov – 18 Nov'],
  [30, '2026-11-18T13:32:00Z', '20 Oct – 18 Nov'],
  [30, '2026-01-10T13:32:00Z', '12 Dec 2025 – 10 Jan 2026'],
] as const)('names the days of a window of %p at %s', (days, at, text) => {
  const window = createWindow({ days, zone: 'UTC', now: Date.parse(at) });
  expect(formatWindow(window)).toBe(text);
});
