import type { JsonObject } from '@backstage/types';
import type { Monitoring } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { sourcesAt, startAsking, type Asking } from './__testUtils__/askGates';
import {
  describeMonitored,
  MISSING_PROGRAMS,
  startMonitoredServices,
} from './__testUtils__/monitoredServices';
import { importPrometheusRule } from './gates/kinds/promql/importPrometheusRule';

/** A counter of the last half hour that grows by so much a minute, a sample a minute. */
function counter(name: string, series: Readonly<Record<string, number>>) {
  const now = Math.floor(Date.now() / 1000);
  const lines = Object.entries(series).flatMap(([labels, perMinute]) =>
    Array.from(
      { length: 31 },
      (_, at) =>
        `${name}_total{${labels}} ${at * perMinute} ${now - (30 - at) * 60}`,
    ),
  );
  return `# TYPE ${name} counter\n${lines.join('\n')}\n`;
}

const OPEN_METRICS = [
  counter('requests', {
    'version="1.4.2",code="200"': 990,
    'version="1.4.2",code="500"': 10,
    'version="1.5.0",code="200"': 800,
    'version="1.5.0",code="500"': 200,
  }),
  counter('sent', {
    'version="0.95"': 100,
    'version="0.88"': 100,
    'version="0.80"': 100,
  }),
  counter('delivered', {
    'version="0.95"': 95,
    'version="0.88"': 88,
    'version="0.80"': 80,
  }),
  counter('slo_events', { 'kind="all"': 10_000, 'kind="bad"': 50 }),
  '# EOF\n',
].join('');

const gate = (type: string, params: JsonObject): JsonObject => ({
  id: type,
  type,
  phase: 'pre-deploy',
  with: params,
});

const SELECTOR = 'version="${request.version}"';
const ERROR_RATE = gate('promql', {
  source: 'prometheus',
  query: `sum(rate(requests_total{${SELECTOR},code=~"5.."}[5m])) / sum(rate(requests_total{${SELECTOR}}[5m]))`,
  samplesQuery: `sum(increase(requests_total{${SELECTOR}}[5m]))`,
  minSamples: 200,
  unit: 'ratio',
  thresholds: { degraded: 0.02, critical: 0.05 },
});

const DELIVERY_RULE = {
  kind: 'PrometheusRule',
  spec: {
    groups: [
      {
        rules: [
          {
            alert: 'LowDeliveryRatio',
            expr: `sum(increase(delivered_total{${SELECTOR}}[5m])) / sum(increase(sent_total{${SELECTOR}}[5m])) < $_threshold`,
            annotations: {
              'dash0-threshold-degraded': '0.9',
              'dash0-threshold-critical': '0.85',
            },
          },
        ],
      },
    ],
  },
};

const budget = (max: number) =>
  gate('error-budget', {
    source: 'prometheus',
    objective: 0.999,
    window: '30m',
    errorRatioQuery:
      'sum(rate(slo_events_total{kind="bad"}[${window}])) / sum(rate(slo_events_total{kind="all"}[${window}]))',
    burnRates: [{ long: '20m', short: '5m', max, verdict: 'fail' }],
  });

const alertsOf = (service: string) =>
  gate('alerts', {
    source: 'alertmanager',
    matchers: [`service_name="${service}"`, 'severity=~"critical|page"'],
    requireRules: { source: 'prometheus', atLeast: 1 },
  });

const pushed = (service: string) => ({
  ...gate('promql', {
    source: 'prometheus',
    query: `smoke_error_ratio{service_name="${service}"}`,
    thresholds: { critical: 0.05 },
  }),
  id: 'smoke',
});

const POLICIES = {
  checkout: { gates: [ERROR_RATE] },
  delivery: {
    gates: importPrometheusRule(DELIVERY_RULE, { source: 'prometheus' }).map(
      one => ({ ...one, phase: 'pre-deploy' } as unknown as JsonObject),
    ),
  },
  frozen: { gates: [budget(2)] },
  thrifty: { gates: [budget(10)] },
  'cart-alerts': { gates: [alertsOf('cart')] },
  'cart-pushed': { gates: [pushed('cart')] },
  'search-alerts': { gates: [alertsOf('search')] },
  'search-pushed': { gates: [pushed('search')] },
  'serch-alerts': { gates: [alertsOf('serch')] },
};

describeMonitored(
  `a pipeline that asks a backend with a real Prometheus, Alertmanager and Pushgateway${MISSING_PROGRAMS}`,
  () => {
    let monitoring: Monitoring;
    let asking: Asking;

    beforeAll(async () => {
      monitoring = await startMonitoredServices({
        openMetrics: OPEN_METRICS,
        smokeErrorRatios: { cart: 0.2, search: 0.01 },
      });
      const { alertmanagerUrl, prometheusUrl } = monitoring;
      asking = await startAsking(POLICIES, {
        sources: url => ({
          ...sourcesAt(url),
          prometheus: {
            type: 'prometheus',
            url: prometheusUrl,
            allowPrivateAddress: true,
          },
          alertmanager: {
            type: 'alertmanager',
            url: alertmanagerUrl,
            allowPrivateAddress: true,
          },
        }),
      });
    }, 60_000);

    afterAll(async () => {
      await asking?.stop();
      await monitoring?.dispose();
    });

    it('is blocked by an error rate, with value, limit and query', async () => {
      const { body } = await asking.ask('checkout', '1.5.0');
      expect(body).toMatchObject({
        decision: 'deny',
        canDeploy: false,
        enforced: true,
        reasons: [{ code: 'gate_failed', gate: 'promql' }],
        outcomes: [
          {
            outcome: 'fail',
            reason: { code: 'fail_limit' },
            value: expect.closeTo(0.2, 5),
            unit: 'ratio',
            limits: { warn: 0.02, fail: 0.05, direction: 'at-most' },
            samples: expect.closeTo(5_000, -1),
            resolvedQuery:
              'sum(rate(requests_total{version="1.5.0",code=~"5.."}[5m])) / sum(rate(requests_total{version="1.5.0"}[5m]))',
            evidenceUrl: expect.stringContaining(monitoring.prometheusUrl),
          },
        ],
      });
    });

    it('is let through with a healthy version, and not with one that nobody uses', async () => {
      const healthy = await asking.ask('checkout', '1.4.2');
      expect(healthy.body).toMatchObject({
        decision: 'allow',
        outcomes: [{ outcome: 'pass', value: expect.closeTo(0.01, 5) }],
      });
      const unused = await asking.ask('checkout', '9.9.9');
      expect(unused.body).toMatchObject({
        decision: 'deny',
        outcomes: [{ outcome: 'inconclusive', reason: { code: 'no_value' } }],
      });
    });

    it.each([
      ['0.95', 'allow', 'pass', 0.95],
      ['0.88', 'allow-with-warnings', 'warn', 0.88],
      ['0.80', 'deny', 'fail', 0.8],
    ])(
      'hears of an imported alert at %s: %s',
      async (version, decision, outcome, value) => {
        const { body } = await asking.ask('delivery', version);
        expect(body).toMatchObject({
          decision,
          outcomes: [
            {
              gate: 'low-delivery-ratio',
              outcome,
              value: expect.closeTo(value, 5),
              limits: { warn: 0.9, fail: 0.85, direction: 'at-least' },
            },
          ],
        });
      },
    );

    it.each([
      ['frozen', 'deny', 'fail'],
      ['thrifty', 'allow', 'pass'],
    ])(
      'hears of a budget that burns 5 times too fast: %s, %s',
      async (name, decision, outcome) => {
        const { body } = await asking.ask(name, '1.5.0');
        expect(body).toMatchObject({
          decision,
          outcomes: [{ outcome, value: expect.closeTo(5, 1) }],
        });
      },
    );

    it.each([
      ['cart-alerts', 'deny', 'fail_limit'],
      ['search-alerts', 'allow', 'within_limits'],
      ['serch-alerts', 'deny', 'no_rules'],
      ['cart-pushed', 'deny', 'fail_limit'],
      ['search-pushed', 'allow', 'within_limits'],
    ])(
      'hears of alerts and of what was pushed: %s, %s, %s',
      async (name, decision, code) => {
        const { body } = await asking.ask(name, '1.5.0');
        expect(body).toMatchObject({
          decision,
          outcomes: [{ reason: { code } }],
        });
      },
    );
  },
);
