import { formatMeasure } from './formatMeasure';

describe('formatMeasure', () => {
  it.each([
    [0.0021, 'ratio', '0.21 %'],
    [0.88, 'ratio', '88 %'],
    [3, 'tests', '3 tests'],
    [1, 'failed tests', '1 failed test'],
    [1, 'ms', '1 ms'],
    [3.21, 'x', '3.2x'],
    [0, null, '0'],
    [-0.05, null, '−0.05'],
    [12_345, 'ms', '12,345 ms'],
    [600, 'min', '10 h'],
    [45, 'min', '45 min'],
    [90, 's', '1.5 min'],
    [48, 'h', '2 d'],
  ])('writes %s in %s as %s', (value, unit, text) => {
    expect(formatMeasure(value, unit)).toBe(text);
  });
});
