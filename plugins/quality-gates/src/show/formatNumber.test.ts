import { formatNumber, formatPercent, formatSigned } from './formatNumber';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.04, '0'],
    [-0.04, '0'],
    [0.87, '0.9'],
    [3.02, '3'],
    [11.54, '11.5'],
    [99.94, '99.9'],
    [99.96, '100'],
    [-21.4, '−21.4'],
    [212, '212'],
    [212.6, '213'],
    [12345.6, '12,346'],
    [-1234, '−1,234'],
    [999_999.6, '1 M'],
    [4_120_000, '4.1 M'],
  ])('writes %p as %p', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('formatPercent', () => {
  it.each([
    [3 / 26, '11.5 %'],
    [0.03, '3 %'],
    [1, '100 %'],
    [0, '0 %'],
  ])('writes the ratio %p as %p', (ratio, text) => {
    expect(formatPercent(ratio)).toBe(text);
  });
});

describe('formatSigned', () => {
  it.each([
    [7.2, '+7.2'],
    [-21, '−21'],
    [0, '0'],
    [0.01, '0'],
  ])('writes the difference %p as %p', (value, text) => {
    expect(formatSigned(value)).toBe(text);
  });
});
