import type {
  Decision,
  GateMode,
  Outcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  CAN_DEPLOY,
  combine,
  type CombineGate,
  type CombineRules,
} from './combine';

const NOW = Date.UTC(2025, 2, 10, 12);
const RULES: CombineRules = {
  combine: 'all',
  failureMode: 'closed',
  onEmpty: 'deny',
  warnings: 'allow',
};

const enforced = (...outcomes: Outcome[]): CombineGate[] =>
  outcomes.map((outcome, index) => ({
    gate: `gate-${index}`,
    mode: 'enforce',
    outcome,
  }));

const decide = (
  gates: readonly CombineGate[],
  rules: Partial<CombineRules> = {},
) => combine({ gates, rules: { ...RULES, ...rules }, now: NOW });

describe('modes (truth table 6.1)', () => {
  const asItIs = (outcome: Outcome): Decision =>
    decide(enforced('pass', outcome)).decision;

  /** Beside an enforced pass: what the mode makes of the outcome. */
  const inMode = (mode: GateMode, outcome: Outcome, waived = false) =>
    decide([
      ...enforced('pass'),
      {
        gate: 'other',
        mode,
        outcome,
        ...(waived && { waiver: { by: 'user:default/ann', until: NOW + 1 } }),
      },
    ]).decision;

  it.each(['pass', 'warn', 'skipped'] as const)(
    '%s is the same in enforce and advisory, and nothing in shadow',
    outcome => {
      expect(inMode('enforce', outcome)).toBe(asItIs(outcome));
      expect(inMode('advisory', outcome)).toBe(asItIs(outcome));
      expect(inMode('shadow', outcome)).toBe('allow');
    },
  );

  it.each([
    ['fail', 'deny'],
    ['error', 'deny'],
    ['inconclusive', 'deny'],
    ['pending', 'wait'],
  ] as const)(
    '%s is %s in enforce, a warning in advisory, nothing in shadow',
    (outcome, decision) => {
      expect(inMode('enforce', outcome)).toBe(decision);
      expect(inMode('advisory', outcome)).toBe('allow-with-warnings');
      expect(inMode('shadow', outcome)).toBe('allow');
    },
  );

  it('a waived fail is a warning in enforce and advisory, nothing in shadow', () => {
    expect(inMode('enforce', 'fail', true)).toBe('allow-with-warnings');
    expect(inMode('advisory', 'fail', true)).toBe('allow-with-warnings');
    expect(inMode('shadow', 'fail', true)).toBe('allow');
  });

  it.each(['error', 'inconclusive', 'pending'] as const)(
    'a waiver does not cover %s',
    outcome => {
      expect(inMode('enforce', outcome, true)).toBe(asItIs(outcome));
    },
  );

  it('a pass without data counts as one, and is told', () => {
    const [gate] = enforced('pass');
    const message = 'no series; the policy counts that as pass';
    expect(decide([{ ...gate, message, withoutData: true }])).toMatchObject({
      decision: 'allow',
      reasons: [{ code: 'passed_without_data', gate: 'gate-0', message }],
    });
    expect(decide([gate]).reasons).toEqual([]);
  });

  it('a waiver holds until its end and no longer', () => {
    const [gate] = enforced('fail');
    const until = (end: number) =>
      decide([{ ...gate, waiver: { by: 'user:default/ann', until: end } }]);
    expect(until(NOW + 1)).toMatchObject({
      decision: 'allow-with-warnings',
      reasons: [
        {
          code: 'gate_waived',
          gate: 'gate-0',
          message:
            'A gate failed and is waived (waived by user:default/ann until 2025-03-10T12:00:00.001Z)',
        },
      ],
    });
    expect(until(NOW).decision).toBe('deny');
  });

  it('an advisory pass helps no enforced failure through', () => {
    const gates: CombineGate[] = [
      ...enforced('fail'),
      { gate: 'other', mode: 'advisory', outcome: 'pass' },
    ];
    expect(decide(gates, { combine: 'any' }).decision).toBe('deny');
    expect(decide(gates, { combine: 'any', onEmpty: 'allow' }).decision).toBe(
      'deny',
    );
  });
});

describe('combine: all (truth table 6.2)', () => {
  const MODES = ['closed', 'open', 'manual'] as const;
  const WARNED = 'allow-with-warnings';

  it.each<[Outcome[], Decision, Decision, Decision]>([
    [['pass'], 'allow', 'allow', 'allow'],
    [['pass', 'skipped'], 'allow', 'allow', 'allow'],
    [['pass', 'warn'], WARNED, WARNED, WARNED],
    [['pass', 'pending'], 'wait', 'wait', 'wait'],
    [['warn', 'pending'], 'wait', 'wait', 'wait'],
    [['pass', 'inconclusive'], 'deny', WARNED, 'manual'],
    [['pass', 'error'], 'deny', WARNED, 'manual'],
    [['inconclusive', 'pending'], 'wait', 'wait', 'wait'],
    [['pass', 'fail'], 'deny', 'deny', 'deny'],
    [['fail', 'pending'], 'deny', 'deny', 'deny'],
    [['fail', 'error'], 'deny', 'deny', 'deny'],
    [['skipped', 'skipped'], 'deny', 'deny', 'deny'],
    [[], 'deny', 'deny', 'deny'],
  ])('%j is %s closed, %s open, %s manual', (outcomes, ...decisions) => {
    for (const gates of [
      enforced(...outcomes),
      enforced(...outcomes).reverse(),
    ]) {
      const answers = MODES.map(failureMode => decide(gates, { failureMode }));
      expect(answers.map(({ decision }) => decision)).toEqual(decisions);
      expect(answers.map(({ canDeploy }) => canDeploy)).toEqual(
        decisions.map(one => CAN_DEPLOY.includes(one)),
      );
      expect(answers.map(({ failedOpen }) => failedOpen)).toEqual([
        false,
        decisions[0] === 'deny' && decisions[1] === WARNED,
        false,
      ]);
    }
  });

  it.each([
    ['inconclusive', 'no_decision_possible'],
    ['error', 'evidence_unavailable'],
  ] as const)('denies %s with the reason %s', (outcome, code) => {
    expect(decide(enforced('pass', outcome)).reasons).toEqual([
      { code, gate: 'gate-1', message: expect.any(String) },
    ]);
  });

  it.each(['deny', 'allow', 'manual'] as const)(
    'without an enforced gate that applies the decision is onEmpty: %s',
    onEmpty => {
      for (const failureMode of MODES) {
        for (const gates of [[], enforced('skipped')]) {
          expect(decide(gates, { failureMode, onEmpty })).toMatchObject({
            decision: onEmpty,
            enforced: false,
            reasons: [{ code: 'only_skipped' }],
          });
        }
      }
    },
  );

  it('with every gate in shadow the decision is onEmpty, and says what it would have been', () => {
    const shadow = enforced('pass', 'fail').map(
      one => ({ ...one, mode: 'shadow' } as const),
    );
    for (const failureMode of MODES) {
      for (const onEmpty of ['deny', 'allow'] as const) {
        expect(decide(shadow, { failureMode, onEmpty })).toMatchObject({
          decision: onEmpty,
          enforced: false,
          wouldHave: 'deny',
          reasons: [{ code: 'only_shadow' }],
        });
      }
    }
    const passed = decide([shadow[0]], { onEmpty: 'deny' });
    expect(passed).toMatchObject({ decision: 'deny', wouldHave: 'allow' });
  });

  it('with every gate advisory or in shadow nothing is enforced', () => {
    const gates: CombineGate[] = [
      { gate: 'a', mode: 'advisory', outcome: 'pass' },
      { gate: 'b', mode: 'shadow', outcome: 'pass' },
    ];
    expect(decide(gates)).toMatchObject({
      decision: 'deny',
      enforced: false,
      wouldHave: 'allow',
      reasons: [{ code: 'only_advisory' }],
    });
  });

  it('without a policy the answer is deny, no_policy', () => {
    expect(combine({ gates: [], rules: null, now: NOW })).toMatchObject({
      decision: 'deny',
      enforced: false,
      reasons: [{ code: 'no_policy' }],
    });
  });

  it('a broken glass allows whatever the gates say, and keeps their reasons', () => {
    const breakGlass = { by: 'user:default/ann', until: NOW + 1 };
    for (const rules of [RULES, null]) {
      expect(
        combine({ gates: enforced('fail'), rules, breakGlass, now: NOW }),
      ).toMatchObject({
        decision: 'allow-break-glass',
        canDeploy: true,
        reasons: [
          { code: 'break_glass' },
          { code: rules ? 'gate_failed' : 'no_policy' },
        ],
      });
    }
    const over = { ...breakGlass, until: NOW };
    expect(
      combine({
        gates: enforced('fail'),
        rules: RULES,
        breakGlass: over,
        now: NOW,
      }).decision,
    ).toBe('deny');
  });

  it.each(['manual', 'deny'] as const)(
    'warnings: %s turns a warning into it',
    warnings => {
      expect(decide(enforced('pass', 'warn'), { warnings })).toMatchObject({
        decision: warnings,
        reasons: [{ code: 'warnings_not_allowed' }, { code: 'gate_warned' }],
      });
    },
  );

  it('says which gates it waits for, who can help and until when', () => {
    const [gate] = enforced('pending');
    const pending = { who: ['group:default/leads'], until: NOW + 5 };
    expect(decide([{ ...gate, pending }]).waitingFor).toEqual([
      { gate: 'gate-0', ...pending },
    ]);
  });

  it('fails open for nothing when no enforced gate passed', () => {
    const open = { failureMode: 'open' } as const;
    expect(decide(enforced('error'), open)).toMatchObject({
      decision: 'deny',
      failedOpen: false,
      reasons: [{ code: 'nothing_passed' }, { code: 'evidence_unavailable' }],
    });
    expect(
      decide(enforced('error'), { ...open, onEmpty: 'allow' }),
    ).toMatchObject({
      decision: 'allow-with-warnings',
      failedOpen: true,
    });
  });
});

describe('other ways to combine', () => {
  it.each<[Outcome[], Decision]>([
    [['fail', 'pass', 'pending'], 'allow'],
    [['fail', 'warn', 'pending'], 'allow-with-warnings'],
    [['fail', 'inconclusive', 'pending'], 'wait'],
    [['fail', 'error', 'inconclusive'], 'deny'],
    [['fail', 'fail'], 'deny'],
  ])('any of %j is %s', (outcomes, decision) => {
    expect(decide(enforced(...outcomes), { combine: 'any' }).decision).toBe(
      decision,
    );
  });

  it.each<[number, Outcome[], Decision]>([
    [2, ['pass', 'pass', 'fail'], 'allow'],
    [2, ['pass', 'warn', 'fail'], 'allow-with-warnings'],
    [2, ['pass', 'pending', 'fail'], 'wait'],
    [2, ['pass', 'fail', 'fail'], 'deny'],
    [2, ['pass', 'pending', 'pending'], 'wait'],
    [2, ['pass', 'skipped'], 'deny'],
    [2, ['pass', 'inconclusive', 'fail'], 'deny'],
  ])('at least %i of %j is %s', (atLeast, outcomes, decision) => {
    expect(
      decide(enforced(...outcomes), { combine: { atLeast } }).decision,
    ).toBe(decision);
  });

  it('at least n is up to a person while undecided gates could reach it', () => {
    const rules = { combine: { atLeast: 2 }, failureMode: 'manual' } as const;
    expect(decide(enforced('pass', 'error', 'fail'), rules).decision).toBe(
      'manual',
    );
    expect(decide(enforced('pass', 'fail', 'fail'), rules).decision).toBe(
      'deny',
    );
  });

  it.each<[Outcome[], Decision]>([
    [['pass', 'pass', 'pass', 'pass'], 'allow'],
    [['pass', 'pass', 'pass', 'warn'], 'allow-with-warnings'],
    [['pass', 'pass', 'pass', 'fail'], 'allow-with-warnings'],
    [['pass', 'pass', 'pass', 'inconclusive'], 'allow-with-warnings'],
    [['pass', 'pass', 'warn', 'fail'], 'deny'],
    [['pass', 'pass', 'pending', 'fail'], 'wait'],
    [['pass', 'pending', 'fail', 'fail'], 'deny'],
    [['pass', 'skipped', 'skipped', 'skipped'], 'allow'],
  ])('a score of %j with pass 90 and warn 75 is %s', (outcomes, decision) => {
    const rules = { combine: { score: { pass: 90, warn: 75 } } };
    expect(decide(enforced(...outcomes), rules).decision).toBe(decision);
  });

  it('weighs, and fails whole when a key gate fails', () => {
    const rules = { combine: { score: { pass: 50 } } };
    const [one, other] = enforced('pass', 'fail');
    expect(decide([{ ...one, weight: 2 }, other], rules).decision).toBe(
      'allow',
    );
    expect(decide([one, { ...other, weight: 2 }], rules)).toMatchObject({
      decision: 'deny',
      reasons: [{ code: 'score_too_low' }, { code: 'gate_failed' }],
    });
    expect(
      decide(
        [
          { ...one, weight: 9 },
          { ...other, key: true },
        ],
        rules,
      ).decision,
    ).toBe('deny');
  });

  it('a key gate without an answer keeps a score that is reached from counting', () => {
    const rules = { combine: { score: { pass: 50 } } };
    const [one, other] = enforced('pass', 'pending');
    expect(decide([one, { ...other, key: true }], rules).decision).toBe('wait');
    const unknown = { ...other, key: true, outcome: 'error' } as const;
    expect(decide([one, unknown], rules).decision).toBe('deny');
  });
});
