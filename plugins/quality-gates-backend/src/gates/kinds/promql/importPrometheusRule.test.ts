import { judge } from '../../judge';
import { importPrometheusRule } from './importPrometheusRule';

const alert = (expr: string, more: object = {}) => ({
  kind: 'PrometheusRule',
  spec: {
    groups: [
      {
        rules: [
          { record: 'a:b', expr: 'sum(a)' },
          {
            alert: 'LowDeliveryRatio',
            expr,
            annotations: {
              'dash0-threshold-degraded': '0.9',
              'dash0-threshold-critical': '0.85',
            },
            ...more,
          },
        ],
      },
    ],
  },
});

const RATIO =
  'sum(increase(delivered{v="1"}[5m])) / sum(increase(sent{v="1"}[5m]))';
const read = (expr: string, more?: object) =>
  importPrometheusRule(alert(expr, more), { source: 'prometheus-prod' });

describe('importPrometheusRule', () => {
  it.each(['$_threshold', '$__threshold'])(
    'takes %s off a ratio of two increases',
    threshold => {
      expect(read(`${RATIO} < ${threshold}`)).toEqual([
        {
          id: 'low-delivery-ratio',
          type: 'promql',
          with: {
            source: 'prometheus-prod',
            query: RATIO,
            assert: 'value >= $threshold',
            thresholds: { degraded: 0.9, critical: 0.85 },
          },
        },
      ]);
    },
  );

  it.each([
    [0.95, 'pass'],
    [0.88, 'warn'],
    [0.8, 'fail'],
  ])('makes a gate for which %d is a %s', (value, outcome) => {
    const [{ with: given }] = read(`${RATIO} < $_threshold`);
    const { degraded: warn, critical: fail } = given.thresholds;
    const assert = given.assert.split(' ')[1] as '>=';
    const judged = judge({
      looked: {
        measurement: {
          summary: 'ratio',
          readings: [
            {
              name: 'value',
              value,
              assert,
              limits: { warn, fail, direction: 'at-least' },
            },
          ],
        },
      },
      settings: { onNoData: 'inconclusive', onError: 'error' },
      asked: { version: '1' },
      now: 0,
    });
    expect(judged.outcome).toBe(outcome);
  });

  it('turns a comparison round that begins with the threshold', () => {
    expect(read(`$__threshold < ${RATIO}`)[0].with).toMatchObject({
      query: RATIO,
      assert: 'value <= $threshold',
    });
  });

  it.each([
    [undefined, { critical: 0.05 }],
    ['critical', { critical: 0.05 }],
    ['warning', { degraded: 0.05 }],
  ])('takes a plain number of severity %s', (severity, thresholds) => {
    const labels = severity ? { severity } : undefined;
    expect(read('(a > bool 0.05)', { labels })[0].with).toMatchObject({
      query: 'a',
      assert: 'value <= $threshold',
      thresholds,
    });
  });

  it('keeps a comparison that filters within the expression', () => {
    expect(read('a / (b > 0) * 100 > $__threshold')[0].with.query).toBe(
      'a / (b > 0) * 100',
    );
  });

  it.each([
    ['a > $__threshold and b > $__threshold', /more than once/],
    ['a > 5 and b', /not one comparison/],
    ['a', /not one comparison/],
    ['a == 5', /not one comparison/],
    ['a > b', /something with a number/],
    ['a * $__threshold > 5', /elsewhere/],
    ['a >', /no PromQL/],
  ])('refuses %s', (expr, words) => {
    expect(() => read(expr)).toThrow(words);
    expect(() => read(expr)).toThrow(/LowDeliveryRatio/);
  });

  it('refuses a threshold that no annotation gives', () => {
    expect(() => read('a > $_threshold', { annotations: {} })).toThrow(
      /no annotation says/,
    );
  });
});
