import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { TestReportData } from '@quality-gates/backstage-plugin-quality-gates-node';
import { secondsBetween } from '../instant';
import { percentile } from './percentile';

/** How long each test suite takes, slowest first; reports without a duration or a name are left out. */
export function suites(
  reports: readonly TestReportData[],
): PipelineStats['suites'] {
  const found = new Map<string, number[]>();
  for (const report of reports) {
    const { suite, startedAt, finishedAt } = report;
    const seconds =
      report.durationSeconds ?? secondsBetween(startedAt, finishedAt);
    if (!suite || seconds === null) continue;
    found.set(suite, [...(found.get(suite) ?? []), seconds]);
  }
  return [...found]
    .map(([suite, seconds]) => ({
      suite,
      n: seconds.length,
      p95Seconds: percentile(seconds, 0.95),
    }))
    .sort(
      (a, b) => b.p95Seconds! - a.p95Seconds! || (a.suite < b.suite ? -1 : 1),
    );
}
