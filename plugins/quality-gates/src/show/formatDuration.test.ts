import { formatDuration, formatElapsed } from './formatDuration';

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [41, '41 s'],
    [59.4, '59 s'],
    [59.5, '1 min'],
    [90, '1.5 min'],
    [57 * 60, '57 min'],
    [3599, '1 h'],
    [18_720, '5.2 h'],
    [5 * 3600, '5 h'],
    [86_399, '1 d'],
    [155_520, '1.8 d'],
    [400 * 86_400, '400 d'],
    [-3600, '−1 h'],
  ])('writes %p seconds as %p', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatElapsed', () => {
  it.each([
    [12, '12 s'],
    [4980, '1 h 23 min'],
    [57 * 60, '57 min'],
    [2 * 86_400, '2 d'],
    [2 * 86_400 + 3 * 3600 + 59, '2 d 3 h'],
  ])('writes %p seconds that still grow as %p', (seconds, text) => {
    expect(formatElapsed(seconds)).toBe(text);
  });
});
