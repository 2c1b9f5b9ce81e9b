import type { Outcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import fc from 'fast-check';
import { retryDelay, sample, type SamplingRules } from './sampling';

const RULES: SamplingRules = {
  count: 3,
  intervalMs: 60_000,
  initialDelayMs: 120_000,
  failureLimit: 1,
  inconclusiveLimit: 1,
  consecutiveErrorLimit: 2,
};

const series = (...outcomes: Outcome[]) =>
  outcomes.map((outcome, index) => ({ at: index * 60_000, outcome }));
const after = (outcomes: Outcome[], rules: Partial<SamplingRules> = {}) =>
  sample(series(...outcomes), { ...RULES, ...rules }, 0);

describe('sample', () => {
  it('begins after the initial delay, and goes on at the interval', () => {
    expect(after([])).toEqual({ continue: true, nextAt: 120_000 });
    expect(after(['pass'])).toEqual({ continue: true, nextAt: 60_000 });
  });

  it('looks again soon after an error, which uses up no count', () => {
    expect(after(['error'])).toEqual({ continue: true, nextAt: 10_000 });
    expect(after(['pass', 'error', 'pass']).continue).toBe(true);
  });

  it.each<[Outcome[], Outcome]>([
    [['pass', 'pass', 'pass'], 'pass'],
    [['pass', 'error', 'pass', 'pass'], 'pass'],
    [['pass', 'warn', 'pass'], 'warn'],
    [['pass', 'fail', 'pass'], 'warn'],
    [['fail', 'fail'], 'fail'],
    [['inconclusive', 'inconclusive'], 'inconclusive'],
    [['error', 'error', 'error'], 'error'],
    [['fail', 'fail', 'error', 'error', 'error'], 'fail'],
    [['skipped'], 'skipped'],
  ])('%j is %s at last', (outcomes, outcome) => {
    expect(after(outcomes)).toMatchObject({ continue: false, outcome });
  });

  it('forgives as many errors in a row as it may, again and again', () => {
    expect(
      after(['error', 'error', 'pass', 'error', 'error', 'pass', 'pass']),
    ).toMatchObject({ continue: false, outcome: 'pass' });
  });

  it('goes on while the answer is pending', () => {
    expect(after(['pending', 'pending', 'pending', 'pending']).continue).toBe(
      true,
    );
  });

  it('ends early once enough have passed in a row', () => {
    const rules = { count: 10, consecutiveSuccess: 2 };
    expect(after(['fail', 'pass', 'pass'], rules)).toMatchObject({
      outcome: 'warn',
    });
    expect(after(['pass', 'error', 'pass'], rules)).toMatchObject({
      outcome: 'pass',
    });
    expect(after(['pass', 'fail', 'pass'], rules).continue).toBe(true);
  });

  it('decides nothing when too few have passed in a row at the end', () => {
    expect(
      after(['pass', 'pass', 'fail'], { consecutiveSuccess: 3 }),
    ).toMatchObject({
      outcome: 'inconclusive',
      reason: { code: 'too_few_in_a_row' },
    });
  });

  it('never passes with more failures than may be, whatever comes after', () => {
    const outcome = fc.constantFrom<Outcome>(
      'pass',
      'warn',
      'fail',
      'error',
      'inconclusive',
      'pending',
    );
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 12 }), outcomes => {
        fc.pre(outcomes.filter(one => one === 'fail').length > 1);
        expect(after(outcomes)).toMatchObject({
          continue: false,
          outcome: 'fail',
        });
      }),
    );
  });
});

describe('retryDelay', () => {
  const retry = {
    attempts: 3,
    backoff: 'exponential' as const,
    initialDelayMs: 1000,
    on: ['network', '429', '5xx'] as const,
  };
  const delay = (
    attempt: number,
    error: { trouble?: string; retryAfterMs?: number } = { trouble: '5xx' },
    rest = {},
  ) => retryDelay({ error, attempt, retry: { ...retry, ...rest }, jitter: 1 });

  it('doubles, adds, or stays', () => {
    expect([delay(1), delay(2), delay(3)]).toEqual([1000, 2000, undefined]);
    expect(delay(2, undefined, { backoff: 'linear' })).toBe(2000);
    expect(delay(2, undefined, { backoff: 'none' })).toBe(1000);
  });

  it('spreads over the second half of the wait', () => {
    const error = { trouble: '5xx' };
    expect(retryDelay({ error, attempt: 1, retry, jitter: 0 })).toBe(500);
  });

  it('never tries again what is not named', () => {
    expect(delay(1, { trouble: 'timeout' })).toBeUndefined();
    expect(delay(1, {})).toBeUndefined();
  });

  it('obeys Retry-After, unless nobody would wait so long', () => {
    expect(delay(1, { trouble: '429', retryAfterMs: 7000 })).toBe(7000);
    expect(delay(1, { trouble: '429', retryAfterMs: 10 })).toBe(1000);
    expect(delay(1, { trouble: '429', retryAfterMs: 600_000 })).toBeUndefined();
  });
});
