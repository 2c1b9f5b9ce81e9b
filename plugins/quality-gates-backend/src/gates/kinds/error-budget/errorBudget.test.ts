import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeGateKind,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { errorBudget } from './index';

const PARAMS = {
  source: 'prometheus-prod',
  slo: '${service}-availability',
  objective: 0.999,
  window: '30d',
  errorRatioQuery: 'slo:sli_error:ratio_rate${window}{sloth_slo="${slo}"}',
  burnRates: [
    { long: '1h', short: '5m', max: 2, verdict: 'fail' },
    { long: '6h', short: '30m', max: 1, verdict: 'warn' },
  ],
  minBudgetRemainingPercent: 0,
};

/** Error ratio of each window; no entry = no series. */
function ratios(
  values: Readonly<Record<string, string | readonly string[]>>,
): GateKindCase['answer'] {
  return ({ form }) => {
    const window = /ratio_rate(\w+)/.exec(form.query)?.[1] ?? '';
    return {
      json: {
        status: 'success',
        data: {
          resultType: 'vector',
          result: [values[window] ?? []]
            .flat()
            .map(value => ({ metric: {}, value: [1741608000, value] })),
        },
      },
    };
  };
}

const QUIET = {
  '1h': '0.0005',
  '5m': '0.0005',
  '6h': '0.0005',
  '30m': '0.0005',
  '30d': '0.0004',
};
const reading = (name: string, value: number | null) =>
  expect.objectContaining({
    name,
    value: value === null ? null : expect.closeTo(value, 6),
  });

const pass = {
  title: 'counts the slower of both windows, and what is left',
  answer: ratios({ ...QUIET, '1h': '0.005', '5m': '0.001' }),
  measurement: {
    readings: [
      {
        name: 'burn rate over 1h and 5m',
        value: expect.closeTo(1, 6),
        missing: undefined,
        unit: 'x',
        assert: '<=' as const,
        limits: { fail: 2, direction: 'at-most' as const },
      },
      {
        name: 'burn rate over 6h and 30m',
        value: expect.closeTo(0.5, 6),
        missing: undefined,
        unit: 'x',
        assert: '<=' as const,
        limits: { warn: 1, direction: 'at-most' as const },
      },
      {
        name: 'error budget left of 30d',
        value: expect.closeTo(60, 6),
        missing: undefined,
        unit: '%',
        limits: { fail: 0, direction: 'at-least' as const },
      },
    ],
    resolvedQuery:
      'slo:sli_error:ratio_rate1h{sloth_slo="checkout-availability"}',
    summary:
      'The error budget of checkout-availability burns 5x over 1h and 1x over 5m, at most 2x in both; 0.5x over 6h and 0.5x over 30m, at most 1x in both',
  },
};

describeGateKind(errorBudget, {
  params: PARAMS,
  sources: { 'prometheus-prod': 'prometheus' },
  context: { values: { service: 'checkout' } },
  value: pass,
  empty: {
    title: 'has no burn rate without series',
    answer: ratios({}),
    measurement: {
      readings: [
        reading('burn rate over 1h and 5m', null),
        reading('burn rate over 6h and 30m', null),
        reading('error budget left of 30d', null),
      ],
    },
  },
  nan: {
    title: 'has no burn rate without traffic',
    answer: ratios({
      '1h': 'NaN',
      '5m': 'NaN',
      '6h': 'NaN',
      '30m': 'NaN',
      '30d': 'NaN',
    }),
  },
  twoSeries: {
    title: 'adds up no series',
    answer: ratios({ ...QUIET, '6h': ['0', '0'] }),
    measurement: {
      readings: [],
      undecided: expect.objectContaining({ code: 'several_series' }),
    },
  },
  more: [
    {
      title: 'is over when both windows burn',
      answer: ratios({ ...QUIET, '1h': '0.005', '5m': '0.004' }),
      measurement: {
        readings: expect.arrayContaining([
          reading('burn rate over 1h and 5m', 4),
        ]),
      },
    },
    {
      title: 'has no burn rate when one of both windows has no data',
      answer: ratios({ ...QUIET, '5m': [] }),
      measurement: {
        readings: expect.arrayContaining([
          expect.objectContaining({ value: null, missing: 'no series for 5m' }),
        ]),
      },
    },
    {
      title: 'is no number when one of both windows is none',
      answer: ratios({ ...QUIET, '5m': 'NaN' }),
      measurement: {
        readings: expect.arrayContaining([
          expect.objectContaining({
            name: 'burn rate over 1h and 5m',
            value: NaN,
          }),
        ]),
      },
    },
    {
      title: 'sees an overdrawn budget',
      answer: ratios({ ...QUIET, '30d': '0.0012' }),
      measurement: {
        readings: expect.arrayContaining([
          reading('error budget left of 30d', -20),
        ]),
      },
    },
    ...['5', '-0.1', '+Inf'].map(value => ({
      title: `takes ${value} for no error ratio`,
      answer: ratios({ ...QUIET, '1h': value }),
      measurement: {
        readings: [],
        undecided: expect.objectContaining({ code: 'not_a_ratio' }),
      },
    })),
  ],
  wrongParams: [
    { title: 'an objective of 100 %', params: { ...PARAMS, objective: 1 } },
    { title: 'no pair of windows', params: { ...PARAMS, burnRates: [] } },
    {
      title: 'a short window that is the longer one',
      params: {
        ...PARAMS,
        burnRates: [{ long: '5m', short: '1h', max: 2, verdict: 'fail' }],
      },
    },
    {
      title: 'a query of one window only',
      params: { ...PARAMS, errorRatioQuery: 'ratio_rate5m' },
    },
  ],
});

describe('lint of error-budget', () => {
  const [burning] = PARAMS.burnRates;
  it.each([
    ['wrong-query', { errorRatioQuery: 'rate(x[${window}' }],
    ['filter-comparison', { errorRatioQuery: 'x${window} > 0' }],
    ['no-slo', { slo: undefined }],
    ['only-warns', { burnRates: [{ ...burning, verdict: 'warn' }] }],
    ['long-window', { burnRates: [{ ...burning, long: '60d' }] }],
  ])('finds %s', (rule, change) => {
    const found = errorBudget.lint({ ...PARAMS, ...change });
    expect(found.map(one => one.rule)).toEqual([rule]);
  });
});

const corpus = join(process.env.QUALITY_GATES_CORPUS ?? '', 'gates/prometheus');
const isThere = existsSync(corpus);

const recorded = isThere ? describe : describe.skip;
const named = isThere ? '' : ' (skipped: QUALITY_GATES_CORPUS is not set)';

recorded(`with recorded answers of Prometheus${named}`, () => {
  const answer = (file: string) => () => ({
    text: readFileSync(join(corpus, file), 'utf8'),
  });
  describeGateKind(errorBudget, {
    params: PARAMS,
    sources: { 'prometheus-prod': 'prometheus' },
    context: { values: { service: 'checkout' } },
    value: {
      title: 'burns as an error ratio says',
      answer: answer('query-instant-vector-error-ratio-pass.json'),
      measurement: {
        readings: expect.arrayContaining([
          reading('burn rate over 1h and 5m', 9.90099),
        ]),
      },
    },
    empty: {
      title: 'takes a recorded burn rate for no error ratio',
      answer: answer('query-instant-burn-rate-1h.json'),
      measurement: {
        undecided: expect.objectContaining({ code: 'not_a_ratio' }),
      },
    },
    nan: {
      title: 'has no burn rate without traffic',
      answer: answer('query-instant-vector-nan-no-traffic.json'),
    },
    twoSeries: {
      title: 'adds up no series',
      answer: answer('query-instant-multi-series.json'),
    },
  });
});
