import { describeLimits, describeReading } from './describeReading';
import type { Assertion } from './GateKind';

function describeOf(
  value: number,
  assertion: Assertion,
  limit: number,
  of: { name?: string; unit?: string; holds?: boolean } = {},
) {
  const { name = 'value', unit, holds = false } = of;
  return describeReading({ name, unit }, { value, assertion, limit, holds });
}

describe('describeReading', () => {
  it.each([
    ['<', '2 is not below 1', '2 is below 1'],
    ['<=', '2 is above 1', '2 is at most 1'],
    ['>', '2 is not above 1', '2 is above 1'],
    ['>=', '2 is below 1', '2 is at least 1'],
    ['==', '2 is not exactly 1', '2 is exactly 1'],
    ['!=', '2 must not be 1', '2 is not 1'],
  ] as const)('says what %s comes to', (assertion, broken, held) => {
    expect(describeOf(2, assertion, 1)).toBe(broken);
    expect(describeOf(2, assertion, 1, { holds: true })).toBe(held);
  });

  it('tells a ratio in per cent', () => {
    expect(describeOf(0.2, '<', 0.05, { unit: 'ratio' })).toBe(
      '20 % is not below 5 %',
    );
    expect(describeOf(0.28 / 2, '<', 0.07, { unit: 'ratio' })).toBe(
      '14 % is not below 7 %',
    );
  });

  it('names what was measured', () => {
    expect(describeOf(0.0312, '<=', 0.5, { name: 'p95', unit: 's' })).toBe(
      'p95: 0.0312 s is above 0.5 s',
    );
    expect(describeOf(3.21987, '<=', 2, { name: 'burn rate', unit: 'x' })).toBe(
      'burn rate: 3.22x is above 2x',
    );
  });

  it('does not repeat what is counted', () => {
    expect(
      describeOf(1, '<=', 0, { name: 'failed tests', unit: 'tests' }),
    ).toBe('failed tests: 1 is above 0');
  });

  it('never makes two numbers look the same that are not', () => {
    expect(describeOf(0.0500001, '<=', 0.05, { unit: 'ratio' })).toBe(
      '5.00001 % is above 5 %',
    );
    expect(describeOf(1234567.5, '<=', 1234567)).toBe(
      '1,234,568 is above 1,234,567',
    );
  });

  it('keeps every digit of a count, and the sign', () => {
    expect(describeOf(-12345, '>=', 12346)).toBe('−12,345 is below 12,346');
  });
});

describe('describeLimits', () => {
  const ratio = { name: 'error ratio', unit: 'ratio', value: 0.2 };
  const limits = { warn: 0.02, fail: 0.05, direction: 'at-most' } as const;

  it('tells the value, what warns and what fails', () => {
    expect(describeLimits({ ...ratio, limits })).toBe(
      'error ratio 20 %, warns above 2 %, fails above 5 %',
    );
  });

  it.each([
    ['<', 'fails from 5 % up'],
    ['<=', 'fails above 5 %'],
    ['>', 'fails from 5 % down'],
    ['>=', 'fails below 5 %'],
    ['==', 'fails unless exactly 5 %'],
    ['!=', 'fails at exactly 5 %'],
  ] as const)('is exact about the limit itself with %s', (assert, words) => {
    const fail = { fail: 0.05, direction: 'at-most' } as const;
    expect(describeLimits({ ...ratio, assert, limits: fail })).toBe(
      `error ratio 20 %, ${words}`,
    );
  });

  it('tells why there is no value, and what it would be held against', () => {
    const missing = 'the query gave no series';
    expect(describeLimits({ ...ratio, value: null, missing, limits })).toBe(
      'error ratio: the query gave no series, warns above 2 %, fails above 5 %',
    );
  });

  it('makes no two of its numbers look the same that are not', () => {
    const close = {
      warn: 0.0500001,
      fail: 0.05,
      direction: 'at-most',
    } as const;
    expect(describeLimits({ ...ratio, value: 0.05, limits: close })).toBe(
      'error ratio 5 %, warns above 5.00001 %, fails above 5 %',
    );
  });
});
