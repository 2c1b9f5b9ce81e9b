import {
  describeDemand,
  describeDuration,
  gateDuration,
  gateDurationMs,
} from './gateDuration';

describe('gateDuration', () => {
  it.each([
    ['500ms', 500],
    ['90s', 90_000],
    ['15m', 900_000],
    ['72h', 259_200_000],
    ['14d', 1_209_600_000],
  ])('reads %s as %d ms', (text, expected) => {
    expect(gateDuration().parse(text)).toBe(expected);
  });

  it.each(['0s', '5', '1.5h', '-1m', '10 m', '12345678s', '1w'])(
    'refuses %s',
    text => {
      expect(gateDuration().safeParse(text).success).toBe(false);
      expect(() => gateDurationMs(text)).toThrow('is no duration');
    },
  );
});

describe('describeDuration', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [5_400_000, '90 min'],
    [7_200_000, '2 h'],
    [172_800_000, '2 days'],
  ])('says %d ms as %s', (durationMs, words) => {
    expect(describeDuration(durationMs)).toBe(words);
  });
});

describe('describeDemand', () => {
  it.each([
    [90_000, '90 s'],
    [3_600_000, '60 min'],
    [12_600_000, '210 min'],
    [14_400_000, '4 h'],
    [180_000_000, '50 h'],
    [259_200_000, '3 days'],
  ])('says %d ms as %s, and never less', (durationMs, words) => {
    expect(describeDemand(durationMs)).toBe(words);
  });
});
