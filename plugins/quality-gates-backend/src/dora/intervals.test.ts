import { medianInterval } from './medianInterval';
import { wilsonInterval } from './wilsonInterval';

const range = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe('wilsonInterval', () => {
  // Worked out by hand with z = 1.96; 0 of 10 and 5 of 10 stand in many textbooks.
  it.each([
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [1, 1, 0.2065, 1],
    [3, 26, 0.04, 0.2898],
  ])('of %i in %i reaches from %f to %f', (hits, n, low, high) => {
    const interval = wilsonInterval(hits, n)!;
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  it('is none for nothing', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it('holds the ratio and stays within 0 and 1', () => {
    for (let n = 1; n <= 40; n += 1) {
      for (let hits = 0; hits <= n; hits += 1) {
        const { low, high } = wilsonInterval(hits, n)!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(hits / n);
        expect(high).toBeGreaterThanOrEqual(hits / n);
        expect(high).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('medianInterval', () => {
  // Ranks as in the usual table of the sign test, 95 %, two-sided.
  it.each([
    [6, 1, 6],
    [8, 1, 8],
    [9, 2, 8],
    [10, 2, 9],
    [15, 4, 12],
    [20, 6, 15],
    [29, 9, 21],
  ])('of %i values reaches from rank %i to rank %i', (n, low, high) => {
    expect(medianInterval(range(n))).toEqual({ low, high });
  });

  it.each([0, 1, 5, 30, 1000])('is none for %i values', n => {
    expect(medianInterval(range(n))).toBeNull();
  });
});
