import {
  missingPrograms,
  startMonitoring,
  untilOk,
  type Monitoring,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';

const missing = missingPrograms();

/** `describe` of tests that need the programs of `startMonitoring`: skipped where one is not installed. */
export const describeMonitored = missing.length ? describe.skip : describe;

/** Ends the title of such tests: says what is not installed. */
export const MISSING_PROGRAMS = missing.length
  ? ` (skipped: not installed here: ${missing.join(', ')})`
  : '';

const ruleOf = (service: string) => `
      - alert: SmokeErrors
        expr: smoke_error_ratio{service_name="${service}"} > 0.05
        labels: { severity: critical }`;

/**
 * Programs that know this history and watch a pushed `smoke_error_ratio` of each service: above 0.05 its alert
 * `SmokeErrors` fires, as that of one of them must. Waits until it does, and until all of them are scraped.
 */
export async function startMonitoredServices(options: {
  readonly openMetrics: string;
  readonly smokeErrorRatios: Readonly<Record<string, number>>;
}): Promise<Monitoring> {
  const { openMetrics, smokeErrorRatios } = options;
  const services = Object.keys(smokeErrorRatios);
  const rules = services.map(ruleOf).join('');
  const monitoring = await startMonitoring({
    openMetrics,
    rules: `groups:\n  - name: smoke\n    rules:${rules}\n`,
  });
  const { pushgatewayUrl, alertmanagerUrl, prometheusUrl } = monitoring;
  try {
    for (const service of services) {
      await fetch(
        `${pushgatewayUrl}/metrics/job/smoke/service_name/${service}`,
        {
          method: 'POST',
          body: `smoke_error_ratio ${smokeErrorRatios[service]}\n`,
        },
      );
    }
    await untilOk(`${alertmanagerUrl}/api/v2/alerts`, 'SmokeErrors');
    for (const service of services) {
      const query = `${prometheusUrl}/api/v1/query?query=smoke_error_ratio`;
      await untilOk(query, `"${service}"`);
    }
  } catch (error) {
    await monitoring.dispose();
    throw error;
  }
  return monitoring;
}
