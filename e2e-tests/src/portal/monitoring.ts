import {
  missingPrograms,
  startMonitoring,
  type Monitoring,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';

/** Programs that the specs with a real Prometheus need and this machine lacks. */
export const missingMonitoring: readonly string[] = missingPrograms();

/** Requests of the last half hour, a sample a minute: 1 % of 1.4.2 and 20 % of 1.5.0 failed. */
function requests(): string {
  const now = Math.floor(Date.now() / 1000);
  const perMinute = {
    'version="1.4.2",code="200"': 990,
    'version="1.4.2",code="500"': 10,
    'version="1.5.0",code="200"': 800,
    'version="1.5.0",code="500"': 200,
  };
  const lines = Object.entries(perMinute).flatMap(([labels, count]) =>
    Array.from(
      { length: 31 },
      (_, at) =>
        `requests_total{${labels}} ${at * count} ${now - (30 - at) * 60}`,
    ),
  );
  return `# TYPE requests counter\n${lines.join('\n')}\n# EOF\n`;
}

/** A real Prometheus with that history; undefined where its programs are not installed. */
export async function startPrometheus(): Promise<Monitoring | undefined> {
  if (missingMonitoring.length > 0) return undefined;
  return startMonitoring({ openMetrics: requests(), rules: 'groups: []' });
}
