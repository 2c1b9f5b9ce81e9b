import fc from 'fast-check';
import { median, quantile, sortNumbers } from './median';

const numbers = fc.array(fc.integer(), { minLength: 1 });

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
        const ascending = [
          sorted[0],
          median(values),
          quantile(sorted, 0.9),
          sorted[sorted.length - 1],
        ] as number[];
        expect(ascending).toEqual(sortNumbers(ascending));
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
