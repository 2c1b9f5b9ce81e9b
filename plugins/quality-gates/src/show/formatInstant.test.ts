import {
  formatClock,
  formatDay,
  formatExactly,
  formatInstant,
} from './formatInstant';

const reader = {
  zone: 'Europe/Berlin',
  now: Date.parse('2026-11-18T13:32:00Z'),
};

describe('formatInstant', () => {
  it.each([
    ['2026-11-18T13:31:07Z', 'today 14:31'],
    ['2026-11-17T23:30:00Z', 'today 00:30'],
    ['2026-11-17T22:30:00Z', 'yesterday 23:30'],
    ['2026-11-15T10:00:00Z', '3 d ago'],
    ['2026-11-12T10:00:00Z', '6 d ago'],
    ['2026-11-11T10:00:00Z', '11 Nov'],
    ['2025-11-04T10:00:00Z', '4 Nov 2025'],
    ['2026-11-20T10:00:00Z', '20 Nov'],
  ])('writes %p as %p for a reader in Berlin', (iso, text) => {
    expect(formatInstant(iso, reader)).toBe(text);
  });
});

it('names date, seconds and zone exactly', () => {
  expect(formatExactly('2026-11-18T13:31:07Z', 'Europe/Berlin')).toBe(
    '18 Nov 2026, 14:31:07 Europe/Berlin',
  );
});

it('reads the clock and the day in the zone of the reader', () => {
  expect(formatClock('2026-11-18T23:05:00Z', reader)).toBe('00:05');
  expect(formatDay('2026-11-03T23:30:00Z', reader)).toBe('4 Nov');
});
