import { readInstant } from './readInstant';

describe('readInstant', () => {
  it.each([
    ['2025-03-10T12:00:00Z', '2025-03-10T12:00:00Z'],
    ['2025-03-10T12:00:00.123456789Z', '2025-03-10T12:00:00.123Z'],
    ['2025-03-10T13:00:00+01:00', '2025-03-10T12:00:00Z'],
    ['Mon, 10 Mar 2025 12:00:00 GMT', '2025-03-10T12:00:00Z'],
  ])('%s is an instant', (text, instant) => {
    expect(readInstant(text)).toBe(Date.parse(instant));
  });

  it.each([undefined, '', '2025-03-10T12:00:00', '2025-03-10', 'Z', '1e9'])(
    '%s is none',
    text => {
      expect(readInstant(text)).toBeUndefined();
    },
  );
});
