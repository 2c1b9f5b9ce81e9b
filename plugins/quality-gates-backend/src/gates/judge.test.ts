import fc from 'fast-check';
import type {
  Measurement,
  Reading,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { judge, type JudgeInput } from './judge';

const NOW = Date.UTC(2025, 2, 10, 12);

const reading = (rest: Partial<Reading> = {}): Reading => ({
  name: 'error ratio',
  value: 0.01,
  limits: { warn: 0.02, fail: 0.05, direction: 'at-most' },
  ...rest,
});

function judged(
  measurement: Partial<Measurement> | undefined,
  rest: Partial<JudgeInput> = {},
) {
  return judge({
    looked: measurement && {
      measurement: { readings: [reading()], summary: 'seen', ...measurement },
    },
    settings: { onNoData: 'inconclusive', onError: 'error' },
    asked: { version: '1.5.0', commit: 'c0ffee00aa', digest: 'sha256:1' },
    now: NOW,
    ...rest,
  });
}

const one = (rest: Partial<Reading>) => judged({ readings: [reading(rest)] });
const settings = (more: object) =>
  ({
    settings: { onNoData: 'inconclusive', onError: 'error', ...more },
  } as Partial<JudgeInput>);

describe('what is shown of a reading that stands for a state', () => {
  const state = (value: number, shown: Reading['shown']) =>
    judged({
      readings: [
        reading({
          ...{ value, shown, unit: 'rank', samples: 3 },
          limits: { warn: 0, fail: 1, direction: 'at-most' },
        }),
      ],
      summary: 'ci reported it',
    });

  it('is the sentence of its kind, and no number', () => {
    expect(state(2, null)).toMatchObject({
      outcome: 'fail',
      reason: { code: 'fail_limit', message: 'ci reported it' },
      ...{ value: null, limits: null, unit: null, samples: 3 },
    });
    expect(state(0, null).reason).toEqual({
      code: 'within_limits',
      message: 'ci reported it',
    });
  });

  it('is another number, which decides nothing', () => {
    const shown = { value: 1000, unit: 'ms', limits: { fail: 20 } };
    expect(state(0, shown)).toMatchObject({ outcome: 'pass', ...shown });
    expect(state(1, { value: NaN, limits: null })).toMatchObject({
      outcome: 'warn',
      ...{ value: null, limits: null, unit: null },
    });
  });
});

describe('judge', () => {
  it.each<[string, ReturnType<typeof judge>, string, string]>([
    // Limits
    [
      'a value below both limits',
      one({ value: 0.02 }),
      'pass',
      'within_limits',
    ],
    ['a value beyond degraded', one({ value: 0.03 }), 'warn', 'warn_limit'],
    ['a value at critical', one({ value: 0.05 }), 'warn', 'warn_limit'],
    ['a value beyond critical', one({ value: 0.06 }), 'fail', 'fail_limit'],
    [
      'a ratio of 0.88 held against degraded 0.9 and critical 0.85',
      one({
        value: 0.88,
        limits: { warn: 0.9, fail: 0.85, direction: 'at-least' },
      }),
      'warn',
      'warn_limit',
    ],
    [
      'a ratio of 0.80 held against degraded 0.9 and critical 0.85',
      one({
        value: 0.8,
        limits: { warn: 0.9, fail: 0.85, direction: 'at-least' },
      }),
      'fail',
      'fail_limit',
    ],
    [
      'a value at a limit it must stay below',
      one({ value: 0.05, assert: '<' }),
      'fail',
      'fail_limit',
    ],
    [
      'another value than the one asserted',
      one({
        value: 2,
        assert: '==',
        limits: { fail: 3, direction: 'at-most' },
      }),
      'fail',
      'fail_limit',
    ],
    [
      'a comparison nobody knows',
      one({ assert: '~' as '<' }),
      'fail',
      'fail_limit',
    ],
    // Nothing to decide by
    ['no readings', judged({ readings: [] }), 'inconclusive', 'no_readings'],
    ['a null value', one({ value: null }), 'inconclusive', 'no_value'],
    ['NaN', one({ value: NaN }), 'inconclusive', 'not_a_number'],
    ['an infinity', one({ value: Infinity }), 'inconclusive', 'infinite'],
    ['minus infinity', one({ value: -Infinity }), 'inconclusive', 'infinite'],
    [
      'too few samples',
      one({ samples: 199, minSamples: 200 }),
      'inconclusive',
      'too_few_samples',
    ],
    [
      'samples that nobody counted',
      one({ minSamples: 200 }),
      'inconclusive',
      'samples_unknown',
    ],
    [
      'enough samples',
      one({ samples: 200, minSamples: 200 }),
      'pass',
      'within_limits',
    ],
    [
      'a metric without a condition',
      one({ limits: { direction: 'at-most' } }),
      'inconclusive',
      'no_condition',
    ],
    [
      'what the kind calls undecided',
      judged({ undecided: { code: 'several_series', message: 'two' } }),
      'inconclusive',
      'several_series',
    ],
    // Evidence that may not be used
    [
      'evidence about another version, even a failure',
      judged({
        about: { version: '1.4.9' },
        readings: [reading({ value: 1 })],
      }),
      'inconclusive',
      'other_version',
    ],
    [
      'evidence about another commit',
      judged({ about: { commit: 'c0ffee1' } }),
      'inconclusive',
      'other_commit',
    ],
    [
      'evidence about the commit in short',
      judged({ about: { commit: 'C0FFEE0' } }),
      'pass',
      'within_limits',
    ],
    [
      'evidence about a commit too short to tell',
      judged({ about: { commit: 'c0ff' } }),
      'inconclusive',
      'other_commit',
    ],
    [
      'evidence about another digest',
      judged({ about: { digest: 'sha256:2' } }),
      'inconclusive',
      'other_digest',
    ],
    [
      'evidence dated in the future',
      judged({ observedAt: NOW + 300_001 }),
      'inconclusive',
      'from_the_future',
    ],
    [
      'evidence older than allowed',
      judged({ observedAt: NOW - 60_001 }, settings({ maxAgeMs: 60_000 })),
      'inconclusive',
      'too_old',
    ],
    [
      'evidence exactly as old as allowed',
      judged({ observedAt: NOW - 60_000 }, settings({ maxAgeMs: 60_000 })),
      'pass',
      'within_limits',
    ],
    // Not yet
    [
      'something pending',
      judged({ pending: { message: 'soon' } }),
      'pending',
      'waiting',
    ],
    [
      'something pending beside a failure',
      judged({
        pending: { message: 'soon' },
        readings: [reading({ value: 1 })],
      }),
      'fail',
      'fail_limit',
    ],
    [
      'something pending at the deadline',
      judged({ pending: { message: 'soon' } }, { deadlineAt: NOW }),
      'fail',
      'deadline_exceeded',
    ],
    [
      'a run before its first measurement',
      judged(undefined),
      'pending',
      'waiting',
    ],
    [
      'a run ended before its first measurement',
      judged(undefined, { deadlineAt: NOW }),
      'fail',
      'deadline_exceeded',
    ],
    // Not asked
    [
      'a gate whose condition does not hold',
      judged({}, { skip: { code: 'not_applicable' } }),
      'skipped',
      'not_applicable',
    ],
    [
      'an exempt change',
      judged(undefined, { skip: { code: 'exempt' } }),
      'skipped',
      'exempt',
    ],
    [
      'a kind with nothing to say',
      judged({ skipped: { code: 'not_affected', message: 'untouched' } }),
      'skipped',
      'not_affected',
    ],
  ])('%s', (_, judgement, outcome, code) => {
    expect([judgement.outcome, judgement.reason.code]).toEqual([outcome, code]);
    expect(judgement.reason.message).not.toBe('');
  });

  it('tells value, limit and unit in its sentence', () => {
    expect(one({ value: 0.2, unit: 'ratio' })).toEqual({
      outcome: 'fail',
      reason: {
        code: 'fail_limit',
        message: 'error ratio: 20 % is above 5 %',
      },
      value: 0.2,
      limits: { warn: 0.02, fail: 0.05, direction: 'at-most' },
      unit: 'ratio',
      samples: null,
    });
  });

  it('lets the worst reading decide', () => {
    const readings = [
      reading({ name: 'good' }),
      reading({ name: 'bad', value: 1 }),
      reading({ name: 'unknown', value: null }),
    ];
    expect(judged({ readings }).reason.message).toMatch(/^bad: 1 is above/);
    expect(judged({ readings: [readings[0], readings[2]] }).outcome).toBe(
      'inconclusive',
    );
  });

  it('gives a pass of no data a code of its own, and says what was missing', () => {
    const none = { readings: [reading({ value: null, missing: 'no series' })] };
    expect(judged(none, settings({ onNoData: 'pass' }))).toMatchObject({
      outcome: 'pass',
      reason: {
        code: 'no_data',
        message:
          'error ratio has no value: no series; the policy counts that as pass',
      },
    });
    expect(judged(none, settings({ onNoData: 'warn' })).reason.code).toBe(
      'no_value',
    );
  });

  it.each(['fail', 'warn', 'inconclusive'] as const)(
    'takes no data for %s where the policy says so, and keeps the reason',
    onNoData => {
      expect(judged({ readings: [] }, settings({ onNoData }))).toMatchObject({
        outcome: onNoData,
        reason: { code: 'no_readings' },
      });
    },
  );

  it('never takes a value without a limit for a pass', () => {
    const readings = [reading({ limits: { direction: 'at-most' } })];
    expect(judged({ readings }, settings({ onNoData: 'pass' })).outcome).toBe(
      'inconclusive',
    );
  });

  it.each([
    ['TimeoutError', 'timed_out'],
    ['AbortError', 'timed_out'],
    ['ServiceUnavailableError', 'source_unavailable'],
    ['NotAllowedError', 'source_refused'],
    ['InputError', 'probe_failed'],
    ['TypeError', 'probe_failed'],
  ])('takes a probe that threw %s for an error, %s', (name, code) => {
    const looked = { error: { name, message: 'words' } };
    for (const onError of ['error', 'fail', 'warn'] as const) {
      expect(judged({}, { looked, ...settings({ onError }) })).toMatchObject({
        outcome: onError,
        reason: { code },
      });
    }
  });

  it('repeats no message that nobody promised to be free of secrets', () => {
    const looked = { error: { name: 'TypeError', message: 'Bearer s3cret' } };
    expect(judged({}, { looked }).reason.message).toBe(
      'The gate could not be measured',
    );
  });
});

describe('properties of judge', () => {
  const number = fc.oneof(
    fc.double(),
    fc.constantFrom(null, NaN, Infinity, -Infinity),
  );
  const readings = fc.array(
    fc.record({
      name: fc.constant('it'),
      value: number,
      limits: fc.record({
        warn: fc.option(fc.double({ noNaN: true }), { nil: undefined }),
        fail: fc.option(fc.double({ noNaN: true }), { nil: undefined }),
        direction: fc.constantFrom('at-most' as const, 'at-least' as const),
      }),
      samples: fc.option(fc.nat(), { nil: undefined }),
      minSamples: fc.option(fc.nat(), { nil: undefined }),
    }),
    { maxLength: 4 },
  );

  it('passes only when every reading is a number within a limit, with enough samples', () => {
    fc.assert(
      fc.property(readings, given => {
        fc.pre(judged({ readings: given }).outcome === 'pass');
        expect(given.length).toBeGreaterThan(0);
        for (const { value, limits, samples, minSamples } of given) {
          expect(Number.isFinite(value)).toBe(true);
          const bounds = [limits.warn, limits.fail].filter(Number.isFinite);
          expect(bounds.length).toBeGreaterThan(0);
          expect((samples ?? Infinity) >= (minSamples ?? 0)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('one more reading never makes the outcome better', () => {
    const rank = { pass: 0, warn: 1, inconclusive: 2, fail: 3 };
    fc.assert(
      fc.property(readings, readings, (some, more) => {
        fc.pre(some.length > 0);
        const [before, after] = [some, [...some, ...more]].map(
          these => rank[judged({ readings: these }).outcome as 'pass'],
        );
        expect(after).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives a value that survives JSON', () => {
    fc.assert(
      fc.property(readings, given => {
        const { value } = judged({ readings: given });
        expect(JSON.parse(JSON.stringify({ value: value })).value ?? null).toBe(
          Object.is(value, -0) ? 0 : value,
        );
      }),
    );
  });
});
