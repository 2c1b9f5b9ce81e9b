import {
  createDenial,
  createEvaluation,
  createGateOutcome,
} from '../__testUtils__/evaluations';
import { countOutcomes, effectOf, groupOutcomes } from './groupOutcomes';

const deny = { decision: 'deny', failedOpen: false } as const;

describe('effectOf', () => {
  it.each([
    ['fail', 'blocks'],
    ['error', 'blocks'],
    ['inconclusive', 'blocks'],
    ['pending', 'waits'],
    ['warn', 'warns'],
    ['skipped', 'uncounted'],
    ['pass', 'passes'],
  ] as const)('an enforced %s %s', (outcome, effect) => {
    expect(effectOf(createGateOutcome({ outcome }), deny)).toBe(effect);
  });

  it('tells a pass without data apart from one that was measured', () => {
    const reason = { code: 'no_data', message: 'no series' };
    expect(effectOf(createGateOutcome({ reason }), deny)).toBe('unseen');
  });

  it('never counts a gate in shadow mode, not even a pass', () => {
    for (const outcome of ['fail', 'pass', 'pending'] as const) {
      const gate = createGateOutcome({ outcome, mode: 'shadow' });
      expect(effectOf(gate, deny)).toBe('uncounted');
    }
  });

  it('counts a waived failure, and any of an advisory gate, as a warning', () => {
    const waived = createGateOutcome({ outcome: 'fail', waivedBy: 'a.kim' });
    const advisory = createGateOutcome({ outcome: 'error', mode: 'advisory' });
    expect(effectOf(waived, deny)).toBe('warns');
    expect(effectOf(advisory, deny)).toBe('warns');
  });

  it('counts what was let through undecided as a warning, and waits where a person decides', () => {
    const gate = createGateOutcome({ outcome: 'error' });
    expect(effectOf(gate, { decision: 'allow', failedOpen: true })).toBe(
      'warns',
    );
    expect(effectOf(gate, { decision: 'manual', failedOpen: false })).toBe(
      'waits',
    );
  });
});

describe('groupOutcomes', () => {
  it('puts what blocks first and leaves empty groups out', () => {
    expect(groupOutcomes(createDenial()).map(({ effect }) => effect)).toEqual([
      'blocks',
      'waits',
      'uncounted',
      'passes',
    ]);
  });
});

describe('gates with one effect', () => {
  it('stand with the worst first', () => {
    const outcomes = (['inconclusive', 'error', 'fail'] as const).map(outcome =>
      createGateOutcome({ gate: outcome, outcome }),
    );
    const [blocking] = groupOutcomes(createDenial({ outcomes }));
    expect(blocking.outcomes.map(({ gate }) => gate)).toEqual([
      'fail',
      'error',
      'inconclusive',
    ]);
  });
});

describe('countOutcomes', () => {
  it('counts a pass without data by itself', () => {
    const reason = { code: 'no_data', message: 'no series' };
    const outcomes = [createGateOutcome(), createGateOutcome({ reason })];
    expect(countOutcomes(createEvaluation({ outcomes }))).toEqual([
      { glyph: 'unseen', count: 1 },
      { glyph: 'pass', count: 1 },
    ]);
  });

  it('counts shadow gates as not counted, whatever they say', () => {
    expect(countOutcomes(createDenial())).toEqual([
      { glyph: 'fail', count: 1 },
      { glyph: 'pending', count: 1 },
      { glyph: 'pass', count: 1 },
      { glyph: 'skipped', count: 1 },
    ]);
  });
});
