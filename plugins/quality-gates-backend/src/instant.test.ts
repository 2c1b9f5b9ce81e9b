import { secondsBetween, toInstant } from './instant';

describe('toInstant', () => {
  it('writes UTC with milliseconds', () => {
    expect(toInstant(Date.UTC(2025, 2, 10, 12) + 7)).toBe(
      '2025-03-10T12:00:00.007Z',
    );
  });

  it.each([null, undefined])(
    'keeps a missing instant (%s) missing',
    missing => {
      expect(toInstant(missing)).toBeNull();
    },
  );
});

describe('secondsBetween', () => {
  it.each([
    [1_000, 3_500, 2.5],
    [3_500, 1_000, 0],
    [undefined, 1_000, null],
    [1_000, undefined, null],
  ])('of %s and %s is %s', (from, to, expected) => {
    expect(secondsBetween(from, to)).toBe(expected);
  });
});
