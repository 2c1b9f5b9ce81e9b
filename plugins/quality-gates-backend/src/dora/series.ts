import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { bucketIndex, buckets } from './buckets';
import { leadTimeSeconds } from './changeLeadTime';
import { formatInstant } from './formatInstant';
import { median } from './median';
import { recoverySeconds } from './recoveryTime';
import type { CountedDeployment, DoraChange, DoraQuery } from './types';

/**
 * The numbers of each calendar bucket of the window, oldest first. A failure and its recovery stand in the bucket of
 * the failed deployment. Medians are null in buckets without a sample: a gap, not 0.
 */
export function series(options: {
  readonly deployments: readonly CountedDeployment[];
  readonly changes: readonly DoraChange[];
  readonly query: Pick<DoraQuery, 'from' | 'to' | 'timezone' | 'bucket'>;
}): DoraReport['series'] {
  const calendar = buckets(options.query);
  const rows = calendar.map(() => ({
    deployments: 0,
    failed: 0,
    rework: 0,
    leadTimes: [] as number[],
    recoveries: [] as number[],
  }));
  const rowAt = (instant: number) => {
    const index = bucketIndex(calendar, instant);
    return index === undefined ? undefined : rows[index];
  };
  for (const counted of options.deployments) {
    const row = rowAt(counted.at);
    if (!row) continue;
    row.deployments += 1;
    if (counted.failedAt !== null) row.failed += 1;
    if (counted.rework) row.rework += 1;
    const recovery = recoverySeconds(counted);
    if (recovery !== null) row.recoveries.push(recovery);
  }
  for (const change of options.changes) {
    rowAt(change.deployedAt)?.leadTimes.push(leadTimeSeconds(change));
  }
  return rows.map(({ leadTimes, recoveries, ...counts }, index) => ({
    from: formatInstant(calendar[index].from),
    to: formatInstant(calendar[index].to),
    ...counts,
    leadTimeMedianSeconds: median(leadTimes),
    recoveryMedianSeconds: median(recoveries),
  }));
}
