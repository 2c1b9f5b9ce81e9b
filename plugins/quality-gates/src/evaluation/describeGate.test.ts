import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createGateOutcome } from '../__testUtils__/evaluations';
import { describeHelp } from './describeGate';

const READER = { now: Date.parse('2026-11-18T13:00:00Z'), zone: 'UTC' };

describe('describeHelp', () => {
  const help = (
    words: { summary: string; kind?: string; owner?: string },
    waiting: Partial<Evaluation['waitingFor'][number]> = {},
  ) =>
    describeHelp(
      createGateOutcome({ gate: 'release', ...words }),
      { waitingFor: [{ gate: 'release', ...waiting }] },
      READER,
      ((key: string, values: { who: string }) =>
        `${key} ${values.who}`) as Parameters<typeof describeHelp>[3],
    );

  it('tells who can help', () => {
    expect(
      help({ summary: 'No series', owner: 'group:default/shop-team' }),
    ).toBe('answer.ask shop-team');
    expect(
      help(
        { summary: 'One approval is missing', kind: 'approval' },
        { who: ['group:default/leads'] },
      ),
    ).toBe('answer.by leads');
  });

  it('says nobody again whom the gate names by a title', () => {
    expect(
      help(
        {
          summary: '0 of 1 approvals: waits for Shop team',
          kind: 'approval',
          owner: 'group:default/shop-team',
        },
        { who: ['group:default/shop-team'] },
      ),
    ).toBeNull();
  });
});
