import type {
  Decision,
  Outcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import fc from 'fast-check';
import { combine, type CombineGate, type CombineRules } from './combine';

const NOW = Date.UTC(2025, 2, 10, 12);
const FAILED: CombineGate = { gate: 'bad', mode: 'enforce', outcome: 'fail' };

describe('properties of combine', () => {
  const OUTCOMES = [
    'pass',
    'warn',
    'pending',
    'inconclusive',
    'error',
    'fail',
  ] as const;
  /** Equal numbers are equally bad. Open counts what is undecided as a warning, so pending is worse there. */
  const badness = (outcome: Outcome, open: boolean) =>
    open
      ? {
          pass: 0,
          warn: 1,
          inconclusive: 2,
          error: 2,
          pending: 3,
          fail: 4,
          skipped: NaN,
        }[outcome]
      : {
          pass: 0,
          warn: 1,
          pending: 2,
          inconclusive: 3,
          error: 3,
          fail: 4,
          skipped: NaN,
        }[outcome];
  /** What does not let a version go is equally good: wait may still become any of them. */
  const goodness = (decision: Decision) =>
    decision === 'allow' ? 2 : Number(decision === 'allow-with-warnings');

  const gate = fc.record({
    gate: fc.constantFrom('a', 'b', 'c'),
    mode: fc.constantFrom('enforce', 'enforce', 'advisory', 'shadow'),
    outcome: fc.constantFrom(...OUTCOMES, 'skipped'),
    weight: fc.integer({ min: 1, max: 4 }),
    key: fc.boolean(),
  }) as fc.Arbitrary<CombineGate>;
  const rules = fc.record({
    combine: fc.oneof(
      fc.constantFrom('all' as const, 'any' as const),
      fc.record({ atLeast: fc.integer({ min: 1, max: 4 }) }),
      fc.record({
        score: fc.record({
          pass: fc.integer({ min: 51, max: 100 }),
          warn: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
        }),
      }),
    ),
    failureMode: fc.constantFrom('closed', 'open', 'manual'),
    onEmpty: fc.constantFrom('deny', 'allow', 'manual'),
    warnings: fc.constantFrom('allow', 'manual', 'deny'),
  }) as fc.Arbitrary<CombineRules>;

  it('a worse outcome never gives a better decision, however gates are combined', () => {
    fc.assert(
      fc.property(
        fc.array(gate, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.constantFrom(...OUTCOMES),
        rules,
        (gates, pick, outcome, given) => {
          const index = pick % gates.length;
          const open = given.failureMode === 'open';
          const before = badness(gates[index].outcome, open);
          fc.pre(badness(outcome, open) >= before);
          const worse = gates.map((one, at) =>
            at === index ? { ...one, outcome } : one,
          );
          const [then, now] = [gates, worse].map(these =>
            goodness(
              combine({ gates: these, rules: given, now: NOW }).decision,
            ),
          );
          expect(now).toBeLessThanOrEqual(then);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('nothing is allowed without an enforced gate that passed, unless the policy says so', () => {
    fc.assert(
      fc.property(fc.array(gate, { maxLength: 5 }), rules, (gates, given) => {
        const { canDeploy } = combine({ gates, rules: given, now: NOW });
        fc.pre(canDeploy && given.onEmpty !== 'allow');
        expect(
          gates.some(
            one =>
              one.mode === 'enforce' && ['pass', 'warn'].includes(one.outcome),
          ),
        ).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('a closed policy that combines all allows nothing beside an enforced failure', () => {
    fc.assert(
      fc.property(fc.array(gate, { maxLength: 5 }), rules, (gates, given) => {
        const all = [...gates, FAILED];
        const strict = { ...given, combine: 'all' as const };
        expect(combine({ gates: all, rules: strict, now: NOW }).decision).toBe(
          'deny',
        );
      }),
    );
  });

  it('the order of gates changes nothing', () => {
    fc.assert(
      fc.property(fc.array(gate, { maxLength: 5 }), rules, (gates, given) => {
        const [there, back] = [gates, [...gates].reverse()].map(
          these => combine({ gates: these, rules: given, now: NOW }).decision,
        );
        expect(back).toBe(there);
      }),
    );
  });
});
