import fc from 'fast-check';
import { median, quantile, sortNumbers } from './median';

const numbers = fc.array(fc.integer());

describe('median', () => {
  it.each([
    [[], null],
    [[7], 7],
    [[3, 1, 2], 2],
    [[4, 1, 2, 10], 3],
    [[100, 20, 3], 20],
  ])('of %j is %p', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('leaves its input as it is', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('lies between the smallest and the largest value, and p90 not below it', () => {
    fc.assert(
      fc.property(numbers, values => {
        const sorted = sortNumbers(values);
        const middle = median(values);
        if (middle === null) {
          expect(values).toEqual([]);
          return;
        }
        expect(middle).toBeGreaterThanOrEqual(sorted[0]);
        expect(middle).toBeLessThanOrEqual(sorted[sorted.length - 1]);
        expect(quantile(sorted, 0.9)).toBeGreaterThanOrEqual(middle);
      }),
    );
  });
});

describe('quantile', () => {
  it.each([
    [[1, 2, 3, 4, 5], 4.6],
    [[5], 5],
    [[0, 10], 9],
    [[], null],
  ])('of %j at 90 %% is %p', (sorted, expected) => {
    expect(quantile(sorted, 0.9)).toBe(expected);
  });
});
