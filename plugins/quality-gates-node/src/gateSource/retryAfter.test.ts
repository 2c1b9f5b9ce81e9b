import { readRetryAfter } from './retryAfter';

describe('readRetryAfter', () => {
  const now = Date.UTC(2025, 2, 10, 12);

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Mon, 10 Mar 2025 12:00:30 GMT', 30_000],
    ['Mon, 10 Mar 2025 11:00:00 GMT', 0],
    ['999999999', 86_400_000],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %j ms', (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms);
  });
});
