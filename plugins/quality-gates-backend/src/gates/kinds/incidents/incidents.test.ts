import type { IncidentData } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  describeGateKind,
  KIT_NOW,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { incidents } from './index';
import { rankSeverity } from './severity';

function open(severity: string | undefined, rest: Partial<IncidentData> = {}) {
  const data: IncidentData = {
    id: 'i-1',
    title: 'Checkout is slow',
    severity,
    openedAt: KIT_NOW - 1000,
    ...rest,
  };
  return { at: KIT_NOW - 1000, reportedBy: null, data };
}

const found = (
  all: readonly (ReturnType<typeof open> & { source?: string })[],
  known: readonly string[] = ['pagerduty', 'opsgenie'],
): GateKindCase['context'] => ({
  values: { service: 'checkout' },
  facts: {
    openIncidents: async () => all,
    hasIncidentSource: async source =>
      source === undefined ? known.length > 0 : known.includes(source),
  },
});

const count = (value: number) => ({
  readings: [
    {
      name: 'open incidents',
      value,
      limits: { fail: 0, direction: 'at-most' as const },
    },
  ],
});

describeGateKind(incidents, {
  params: {
    sources: ['pagerduty', 'opsgenie'],
    match: { service: '${service}' },
    minSeverity: 'P2',
    ignoreDrills: true,
    combine: 'any-open-blocks',
  },
  value: {
    title: 'counts what is open, and names it',
    context: found([open('SEV-1', { url: 'https://pd.example.com/i-1' })]),
    measurement: {
      ...count(1),
      summary: 'Open of P2 or worse: Checkout is slow (SEV-1)',
      evidenceUrl: 'https://pd.example.com/i-1',
    },
  },
  empty: {
    title: 'decides nothing without any source of incidents',
    params: {},
    context: found([], []),
    measurement: {
      undecided: {
        code: 'no_source',
        message:
          'No source ever reported an incident: that none is open means nothing',
      },
    },
  },
  more: [
    {
      title: 'counts none when none is open',
      context: found([]),
      measurement: {
        ...count(0),
        summary: 'No incident of P2 or worse is open',
      },
    },
    {
      title: 'decides nothing while one of the sources is silent',
      context: found([], ['pagerduty']),
      measurement: {
        readings: [],
        undecided: {
          code: 'no_source',
          message:
            'opsgenie never reported an incident: that none is open means nothing',
        },
      },
    },
    {
      title: 'does not count what is less severe',
      context: found([open('P3'), open('low')]),
      measurement: count(0),
    },
    {
      title: 'counts a severity that it does not know, and none at all',
      context: found([open('purple'), open(undefined)]),
      measurement: count(2),
    },
    {
      title: 'counts everything when no severity is asked for',
      params: {},
      context: found([open('P5')]),
      measurement: count(1),
    },
    {
      title: 'does not count a drill',
      context: found([open('P1', { labels: { drill: 'true' } })]),
      measurement: count(0),
    },
    {
      title: 'counts a drill when told so',
      params: { ignoreDrills: false },
      context: found([open('P1', { labels: { drill: 'true' } })]),
      measurement: count(1),
    },
    {
      title: 'does not count what carries another label',
      context: found([open('P1', { labels: { service: 'cart' } })]),
      measurement: count(0),
    },
    {
      title: 'counts what does not carry the label at all',
      context: found([open('P1', { labels: { team: 'payments' } })]),
      measurement: count(1),
    },
    {
      title: 'does not count incidents of sources that are not named',
      params: { sources: ['opsgenie'] },
      context: found([{ ...open('P1'), source: 'pagerduty' }]),
      measurement: count(0),
    },
    {
      title: 'names five, and says how many more there are',
      params: {},
      context: found(
        Array.from({ length: 7 }, (_, index) =>
          open('P1', { title: `I${index}` }),
        ),
      ),
      measurement: {
        summary: 'Open: I0 (P1), I1 (P1), I2 (P1), I3 (P1), I4 (P1) and 2 more',
      },
    },
  ],
  wrongParams: [
    { title: 'no severity', params: { minSeverity: 'purple' } },
    { title: 'another way to combine', params: { combine: 'most' } },
    { title: 'an empty list of sources', params: { sources: [] } },
  ],
});

describe('rankSeverity', () => {
  it.each([
    ['P1', 1],
    ['P5', 5],
    ['p2 - High', 2],
    ['SEV1', 1],
    ['SEV-2', 2],
    ['sev 3', 3],
    ['SEV0', 1],
    ['S4', 4],
    ['Critical', 1],
    ['page', 1],
    ['high', 2],
    ['Major', 2],
    ['error', 2],
    ['warning', 3],
    ['minor', 3],
    ['low', 4],
    ['info', 5],
    ['P9', undefined],
    ['P15', undefined],
    ['sevens', undefined],
    ['constructor', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %s is %s', (word, rank) => {
    expect(rankSeverity(word)).toBe(rank);
  });
});
