import { ConfigReader } from '@backstage/config';
import {
  createGateSource,
  type GateDeployment,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  createProbeContext,
  describeGateKind,
  KIT_NOW,
  startLoopbackSource,
  type GateKindCase,
  type LoopbackRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { promql } from './index';

const QUERY = 'errors_ratio{service_version="${version}"}';
const SAMPLES = 'requests{service_version="${version}"}';
const PARAMS = {
  source: 'prometheus-prod',
  query: QUERY,
  samplesQuery: SAMPLES,
  minSamples: 200,
  assert: 'value < $threshold',
  thresholds: { degraded: 0.02, critical: 0.05 },
};
const VERSION = { version: { type: 'version', value: '1.5.0' } };

const vector = (...values: string[]) => ({
  json: {
    status: 'success',
    data: {
      resultType: 'vector',
      result: values.map((value, at) => ({
        metric: { pod: `${at}` },
        value: [1741608000, value],
      })),
    },
  },
});

/** What each query gives; all else has no series. */
function answers(
  values: Readonly<Record<string, readonly string[]>>,
): GateKindCase['answer'] {
  return ({ form }: LoopbackRequest) =>
    vector(
      ...(Object.entries(values).find(([part]) =>
        form.query.includes(part),
      )?.[1] ?? []),
    );
}

const seen = (...errors: string[]) =>
  answers({ errors_ratio: errors, requests: ['1000'] });

const before = (version: string, hoursAgo: number): GateDeployment => ({
  id: version,
  version,
  finishedAt: KIT_NOW - hoursAgo * 3_600_000,
});

const BASELINE = {
  ...PARAMS,
  thresholds: {},
  baseline: {
    of: 'previous-deployed-version',
    allowIncreasePercent: 10,
    minHistory: 2,
  },
};
const HISTORY = {
  deployment: before('1.5.0', 1),
  previous: [before('1.4.2', 30), before('1.4.2', 40), before('1.4.1', 50)],
};

describeGateKind(promql, {
  params: PARAMS,
  sources: { 'prometheus-prod': 'prometheus' },
  context: { values: VERSION },
  value: {
    title: 'holds the value against both limits',
    answer: seen('0.03'),
    measurement: {
      readings: [
        {
          name: 'value',
          value: 0.03,
          samples: 1000,
          minSamples: 200,
          assert: '<',
          limits: { warn: 0.02, fail: 0.05, direction: 'at-most' },
        },
      ],
      resolvedQuery: 'errors_ratio{service_version="1.5.0"}',
      summary: 'under test 0.03, warns from 0.02 up, fails from 0.05 up',
      evidenceUrl: expect.stringContaining('/graph?g0.expr=errors_ratio'),
    },
  },
  empty: {
    title: 'has no value without series',
    answer: seen(),
    measurement: {
      readings: [
        expect.objectContaining({
          value: null,
          missing: 'the query gave no series',
        }),
      ],
    },
  },
  nan: { title: 'passes NaN on to the judge', answer: seen('NaN') },
  twoSeries: {
    title: 'picks none of two series',
    answer: seen('0.01', '0.2'),
    measurement: {
      readings: [],
      undecided: expect.objectContaining({ code: 'several_series' }),
    },
  },
  more: [
    ...(
      [
        ['max', 0.2],
        ['min', 0.01],
        ['avg', (0.01 + 0.2 + 0.03) / 3],
        ['all', 0.2],
        ['any', 0.01],
        ['last', 0.03],
      ] as const
    ).map(([reduce, value]) => ({
      title: `makes one value of several with ${reduce}`,
      params: { ...PARAMS, reduce },
      answer: seen('0.01', '0.2', '0.03'),
      measurement: { readings: [expect.objectContaining({ value })] },
    })),
    {
      title: 'takes the smallest of all when the value must be large',
      params: { ...PARAMS, reduce: 'all', assert: 'value >= $threshold' },
      answer: seen('0.9', '0.2'),
      measurement: {
        readings: [
          expect.objectContaining({
            value: 0.2,
            assert: '>=',
            limits: { warn: 0.02, fail: 0.05, direction: 'at-least' },
          }),
        ],
      },
    },
    {
      title: 'lets one NaN among several make the whole no number',
      params: { ...PARAMS, reduce: 'max' },
      answer: seen('0.01', 'NaN'),
      measurement: { readings: [expect.objectContaining({ value: NaN })] },
    },
    {
      title: 'passes infinity on to the judge',
      answer: seen('+Inf'),
      measurement: { readings: [expect.objectContaining({ value: Infinity })] },
    },
    {
      title: 'counts no series as told, with the samples beside it',
      params: { ...PARAMS, emptyAs: 0 },
      answer: seen(),
      measurement: {
        readings: [expect.objectContaining({ value: 0, samples: 1000 })],
      },
    },
    {
      title:
        'does not know how many samples there are without a series of them',
      params: { ...PARAMS, emptyAs: 0 },
      answer: answers({}),
      measurement: {
        readings: [expect.objectContaining({ value: 0, samples: undefined })],
      },
    },
    {
      title: 'decides nothing by an answer with warnings',
      answer: () => ({
        json: { ...vector('0.01').json, warnings: ['store-2 is away'] },
      }),
      measurement: {
        readings: [],
        undecided: {
          code: 'partial_answer',
          message: 'The answer is in doubt: store-2 is away',
        },
      },
    },
    {
      title: 'waits for the deployment',
      params: { ...PARAMS, after: 'deployment.finishedAt' },
      measurement: {
        readings: [],
        pending: {
          message: 'Waits for deployment.finishedAt, which is not known yet',
        },
      },
    },
    {
      title: 'waits until the window lies behind the deployment',
      params: {
        ...PARAMS,
        query: 'rate(errors_ratio{service_version="${version}"}[5m])',
        after: 'deployment.finishedAt',
      },
      context: { deployment: { id: '1', finishedAt: KIT_NOW - 299_999 } },
      measurement: {
        readings: [],
        pending: {
          message:
            'The 5 min that the query looks back must lie behind the deployment',
          until: KIT_NOW + 1,
        },
      },
    },
    {
      title: 'says which window it looked at',
      params: {
        ...PARAMS,
        query: 'rate(errors_ratio{service_version="${version}"}[5m])',
        after: 'deployment.finishedAt',
      },
      context: { deployment: { id: '1', finishedAt: KIT_NOW - 300_000 } },
      answer: seen('0.01'),
      measurement: { window: { from: KIT_NOW - 300_000, to: KIT_NOW } },
    },
    {
      title: 'holds the value against the version before',
      params: BASELINE,
      context: HISTORY,
      answer: answers({
        'errors_ratio{service_version="1.5.0"}': ['12'],
        'errors_ratio{service_version="1.4.2"}': ['10'],
        'errors_ratio{service_version="1.4.1"}': ['50'],
        requests: ['1000'],
      }),
      measurement: {
        readings: [
          {
            name: 'value against 1.4.2',
            value: 12,
            samples: 1000,
            minSamples: 200,
            assert: '<',
            limits: { fail: 11, direction: 'at-most' },
            missing: 'the query gave no series',
          },
        ],
        evidence: expect.objectContaining({
          history: [
            { version: '1.4.2', value: 10 },
            { version: '1.4.1', value: 50 },
          ],
        }),
      },
    },
    {
      title: 'has no baseline when too few versions before have a value',
      params: BASELINE,
      context: HISTORY,
      answer: answers({
        'errors_ratio{service_version="1.5.0"}': ['12'],
        'errors_ratio{service_version="1.4.2"}': ['10'],
        'errors_ratio{service_version="1.4.1"}': ['NaN'],
      }),
      measurement: {
        readings: [
          expect.objectContaining({
            value: null,
            missing: '1 of the versions before have a value, and 2 are needed',
          }),
        ],
      },
    },
    {
      title: 'goes by the absolute limit alone where there is no baseline',
      params: {
        ...BASELINE,
        thresholds: { critical: 20 },
        baseline: { ...BASELINE.baseline, onNoBaseline: 'absolute' },
      },
      answer: seen('12'),
      measurement: {
        readings: [expect.objectContaining({ name: 'value', value: 12 })],
      },
    },
    {
      title: 'does not ask with a version that would change the query',
      context: {
        values: {
          version: { type: 'version', value: 'a\n"} or vector(0)' },
        },
      },
      answer: seen('0.01'),
      throws: 'InputError',
    },
  ],
  wrongParams: [
    { title: 'no query', params: { source: 'prometheus-prod' } },
    {
      title: 'a number in the assertion',
      params: { ...PARAMS, assert: 'value < 5' },
    },
    {
      title: 'samples that nobody counts',
      params: { ...PARAMS, samplesQuery: undefined },
    },
    {
      title: 'no series as a value without samples',
      params: { source: 'a', query: 'b', emptyAs: 0 },
    },
    {
      title: 'an increase of what should be large',
      params: { ...BASELINE, assert: 'value > $threshold' },
    },
    {
      title: 'an absolute limit that is not there',
      params: {
        ...BASELINE,
        baseline: { ...BASELINE.baseline, onNoBaseline: 'absolute' },
      },
    },
  ],
});

describe('lint of promql', () => {
  const rules = (change: object) =>
    promql.lint({ ...PARAMS, ...change }).map(one => one.rule);

  it('finds nothing wrong with a whole gate', () => {
    expect(rules({})).toEqual([]);
  });

  it.each([
    ['wrong-query', { query: 'rate(x[' }],
    ['filter-comparison', { query: `${QUERY} > 0.05` }],
    ['filter-comparison', { query: `(${QUERY} and ${QUERY} < 1)` }],
    ['no-version-matcher', { query: 'errors_ratio{service="${service}"}' }],
    ['no-version-matcher', { query: `${QUERY} / requests` }],
    ['no-threshold', { thresholds: {} }],
    ['only-warns', { thresholds: { degraded: 1 } }],
    ['thresholds-order', { thresholds: { degraded: 1, critical: 0.5 } }],
    ['relative-only', { thresholds: {}, baseline: BASELINE.baseline }],
    ['no-min-samples', { minSamples: undefined }],
    [
      'short-window',
      {
        query: 'rate(x{v="${version}"}[1m])',
        scrapeInterval: '30s',
      },
    ],
  ])('finds %s', (rule, change) => {
    expect(rules(change)).toEqual([rule]);
  });

  it('has nothing against a comparison that gives a value', () => {
    expect(rules({ query: `${QUERY} > bool 0.05` })).toEqual([]);
    expect(rules({ query: `${QUERY} / (${SAMPLES} > 0)` })).toEqual([]);
  });
});

it('asks about each version before at the age of this one, or at the end of its life', async () => {
  const asked: string[] = [];
  const server = await startLoopbackSource(({ form }) => {
    if (form.time) asked.push(`${form.query} ${form.time}`);
    return vector('1');
  });
  const source = createGateSource(
    'p',
    new ConfigReader({
      type: 'prometheus',
      url: server.url,
      allowPrivateAddress: true,
    }),
  );
  const probe = promql.setup({
    config: new ConfigReader({}),
    source: () => source,
  });
  await probe(
    createProbeContext(BASELINE, {
      values: VERSION,
      deployment: before('1.5.0', 20),
      previous: [before('1.4.2', 30), before('1.4.1', 60)],
    }),
  );
  await server.close();
  const at = (hoursAgo: number) => (KIT_NOW - hoursAgo * 3_600_000) / 1000;
  expect(asked).toEqual([
    `errors_ratio{service_version="1.4.2"} ${at(20)}`,
    `errors_ratio{service_version="1.4.1"} ${at(40)}`,
  ]);
});
