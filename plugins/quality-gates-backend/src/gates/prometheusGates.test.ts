import { ConfigReader } from '@backstage/config';
import { createGateSource } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  createProbeContext,
  untilOk,
  type Monitoring,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import {
  describeMonitored,
  MISSING_PROGRAMS,
  startMonitoredServices,
} from '../__testUtils__/monitoredServices';
import { judge } from './judge';
import { builtinGateKinds } from './kinds';

interface Rate {
  readonly labels: string;
  /** Requests of the minute that lies so many minutes back. */
  readonly perMinute: (minutesAgo: number) => number;
}

/** Counters of the last 12 hours, a sample a minute, as they would have been scraped. */
function history(name: string, rates: readonly Rate[], now: number): string {
  const lines = rates.flatMap(({ labels, perMinute }) => {
    let sum = 0;
    return Array.from({ length: 721 }, (_, minute) => {
      const minutesAgo = 720 - minute;
      sum += perMinute(minutesAgo);
      return `${name}_total{${labels}} ${sum} ${now - minutesAgo * 60}`;
    });
  });
  return `# TYPE ${name} counter\n${lines.join('\n')}\n`;
}

function requests(version: string, good: number, bad: number): Rate[] {
  const labels = `service_name="checkout",service_version="${version}"`;
  return [
    { labels: `${labels},status_code="200"`, perMinute: () => good },
    { labels: `${labels},status_code="500"`, perMinute: () => bad },
  ];
}

function openMetrics(): string {
  const now = Math.floor(Date.now() / 1000);
  const served = [
    ...requests('1.3.0', 0, 0),
    ...requests('1.4.2', 990, 10),
    ...requests('1.5.0', 800, 200),
  ];
  // A tenth of a percent is the budget: 5x in the last two hours, half of it before.
  const slo: Rate[] = [
    { labels: 'kind="all"', perMinute: () => 10_000 },
    { labels: 'kind="bad"', perMinute: ago => (ago < 120 ? 50 : 5) },
  ];
  return `${history('http_server_requests', served, now)}${history(
    'slo_events',
    slo,
    now,
  )}# EOF\n`;
}

const SELECTOR = 'service_name="${service}",service_version="${version}"';
const ERROR_RATIO = {
  source: 'prometheus',
  query: `sum(rate(http_server_requests_total{${SELECTOR},status_code=~"5.."}[5m])) / sum(rate(http_server_requests_total{${SELECTOR}}[5m]))`,
  samplesQuery: `sum(increase(http_server_requests_total{${SELECTOR}}[5m]))`,
  minSamples: 200,
  assert: 'value < $threshold',
  thresholds: { degraded: 0.02, critical: 0.05 },
};

describeMonitored(
  `gates that ask a real Prometheus and Alertmanager${MISSING_PROGRAMS}`,
  () => {
    let monitoring: Monitoring;

    beforeAll(async () => {
      monitoring = await startMonitoredServices({
        openMetrics: openMetrics(),
        smokeErrorRatios: { checkout: 0.2, cart: 0.01 },
      });
    }, 60_000);

    afterAll(async () => {
      await monitoring?.dispose();
    });

    /** Probe and judge; what the gate comes to. */
    async function gate(
      type: string,
      params: object,
      {
        version = '1.5.0',
        service = 'checkout',
        previous = [] as string[],
      } = {},
    ) {
      const kind = builtinGateKinds.find(one => one.kind === type)!;
      const urls: Readonly<Record<string, string>> = {
        prometheus: monitoring.prometheusUrl,
        alertmanager: monitoring.alertmanagerUrl,
      };
      const probe = kind.setup({
        config: new ConfigReader({}),
        source: (id, sourceType) =>
          createGateSource(
            id,
            new ConfigReader({
              type: sourceType,
              url: urls[id],
              allowPrivateAddress: true,
            }),
          ),
      });
      const now = Date.now();
      const context = createProbeContext(params, {
        now,
        request: { version },
        values: {
          version: { type: 'version', value: version },
          service: { type: 'label-value', value: service },
        },
        deployment: { id: version, version, finishedAt: now - 3_600_000 },
        previous: previous.map((one, at) => ({
          id: one,
          version: one,
          finishedAt: now - (at + 2) * 3_600_000,
        })),
      });
      const looked = await probe(context).then(
        measurement => ({ measurement }),
        error => ({ error }),
      );
      return judge({
        looked,
        settings: { onNoData: 'inconclusive', onError: 'error' },
        asked: { version },
        now,
      });
    }

    it.each([
      ['1.4.2', 'pass', 'within_limits'],
      ['1.5.0', 'fail', 'fail_limit'],
      ['9.9.9', 'inconclusive', 'no_value'],
      ['1.3.0', 'inconclusive', 'not_a_number'],
    ])('the error ratio of %s is a %s', async (version, outcome, code) => {
      const judged = await gate('promql', ERROR_RATIO, { version });
      expect(judged).toMatchObject({ outcome, reason: { code } });
    });

    it('no version that is an attack on the query is asked about', async () => {
      const version = '1.4.2"} or vector(0) or up{x="';
      const escaped = await gate('promql', ERROR_RATIO, { version });
      expect(escaped.outcome).toBe('inconclusive');
      const bare = { ...ERROR_RATIO, query: 'rate(x[5m]) + ${version}' };
      const refused = await gate('promql', bare, { version });
      expect(refused).toMatchObject({
        outcome: 'error',
        reason: { code: 'probe_failed' },
      });
    });

    it('a mistake in the query is told in words of Prometheus', async () => {
      const params = { ...ERROR_RATIO, query: 'rate(up)' };
      expect((await gate('promql', params)).reason.message).toMatch(
        /refused the query: bad_data: .*expected type range vector/,
      );
    });

    it('a version is held against the one before', async () => {
      const params = {
        ...ERROR_RATIO,
        thresholds: { critical: 0.5 },
        baseline: { of: 'previous-deployed-version', allowIncreasePercent: 10 },
      };
      const judged = await gate('promql', params, { previous: ['1.4.2'] });
      expect(judged).toMatchObject({
        outcome: 'fail',
        reason: { message: expect.stringContaining('value against 1.4.2') },
      });
      const alone = await gate('promql', params, { previous: ['0.9.0'] });
      expect(alone.outcome).toBe('inconclusive');
    });

    const budget = (max: number) => ({
      source: 'prometheus',
      objective: 0.999,
      window: '12h',
      errorRatioQuery:
        'sum(rate(slo_events_total{kind="bad"}[${window}])) / sum(rate(slo_events_total{kind="all"}[${window}]))',
      burnRates: [{ long: '1h', short: '5m', max, verdict: 'fail' }],
    });

    it('a burn rate of 5 in both windows freezes deployments', async () => {
      const judged = await gate('error-budget', budget(2));
      expect(judged.outcome).toBe('fail');
      expect(judged.value).toBeCloseTo(5, 1);
      expect((await gate('error-budget', budget(6))).outcome).toBe('pass');
    });

    it('a burn rate of 2 over six hours warns', async () => {
      const judged = await gate('error-budget', {
        ...budget(2),
        burnRates: [{ long: '6h', short: '30m', max: 1, verdict: 'warn' }],
      });
      expect(judged.outcome).toBe('warn');
      expect(judged.value).toBeCloseTo(2, 1);
    });

    const noAlerts = {
      source: 'alertmanager',
      matchers: ['service_name="${service}"', 'severity=~"critical|page"'],
      requireRules: { source: 'prometheus', atLeast: 1 },
    };

    it.each([
      ['checkout', 'fail', 'fail_limit'],
      ['cart', 'pass', 'within_limits'],
      ['chekout', 'inconclusive', 'no_rules'],
    ])('alerts of %s: %s', async (service, outcome, code) => {
      const judged = await gate('alerts', noAlerts, { service });
      expect(judged).toMatchObject({ outcome, reason: { code } });
    });

    it('no alert without traffic decides nothing', async () => {
      const query =
        'sum(rate(http_server_requests_total{service_name="${service}"}[5m]))';
      const judged = await gate(
        'alerts',
        {
          ...noAlerts,
          requireTraffic: { source: 'prometheus', query, min: 1 },
        },
        { service: 'cart' },
      );
      expect(judged).toMatchObject({
        outcome: 'inconclusive',
        reason: { code: 'no_traffic' },
      });
    });

    it('a silenced alert counts unless the policy believes silences', async () => {
      const answer = await fetch(
        `${monitoring.alertmanagerUrl}/api/v2/silences`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            matchers: [
              { name: 'alertname', value: 'SmokeErrors', isRegex: false },
            ],
            startsAt: new Date().toISOString(),
            endsAt: new Date(Date.now() + 600_000).toISOString(),
            createdBy: 'sre@example.com',
            comment: 'known',
          }),
        },
      );
      expect(answer.status).toBe(200);
      await untilOk(
        `${monitoring.alertmanagerUrl}/api/v2/alerts`,
        'suppressed',
      );
      expect((await gate('alerts', noAlerts)).outcome).toBe('fail');
      const ignoring = { ...noAlerts, silenced: 'ignore' };
      expect((await gate('alerts', ignoring)).outcome).toBe('pass');
    }, 40_000);
  },
);
