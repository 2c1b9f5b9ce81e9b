import type {
  DoraReport,
  MissingReason,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { medianInterval } from './medianInterval';
import { quantile, sortNumbers } from './median';
import type { CountedDeployment } from './types';

/**
 * Failed deployment recovery time: one sample a failed deployment, from the end of that deployment until it had
 * recovered (D6). Open failures are counted, not averaged; incidents that no deployment caused are not in it.
 *
 * Source: dora.dev, insights/dora-metrics-history, 2023: it replaced the mean time to restore.
 *
 * @example deployed 10:00, incident opened 10:20 and resolved 11:00 // medianSeconds: 3600
 */
export function recoveryTime(options: {
  readonly deployments: readonly CountedDeployment[];
  readonly mapped: boolean;
}): DoraReport['recoveryTime'] {
  const failed = options.deployments.filter(one => one.failedAt !== null);
  const openFailures = failed.filter(one => one.recoveredAt === null).length;
  const samples = sortNumbers(
    failed.map(recoverySeconds).filter(seconds => seconds !== null),
  );
  return {
    medianSeconds: quantile(samples, 0.5),
    n: samples.length,
    openFailures,
    interval: medianInterval(samples),
    reason:
      samples.length > 0
        ? null
        : reasonFor({ ...options, failed: failed.length, openFailures }),
  };
}

/**
 * Seconds from failure to recovery; null where nothing failed, where it is open, and where the clocks say that it had
 * recovered before it was deployed (counted as `negative-recovery-time` in the data quality).
 */
export function recoverySeconds(deployment: CountedDeployment): number | null {
  const { failedAt, recoveredAt } = deployment;
  if (failedAt === null || recoveredAt === null) return null;
  return recoveredAt < failedAt ? null : (recoveredAt - failedAt) / 1000;
}

function reasonFor(options: {
  readonly deployments: readonly CountedDeployment[];
  readonly mapped: boolean;
  readonly failed: number;
  readonly openFailures: number;
}): MissingReason {
  if (!options.mapped) return 'no-source';
  if (options.deployments.length === 0) return 'no-deployments';
  if (options.failed === 0) return 'no-failures';
  return options.openFailures > 0 ? 'failures-open' : 'insufficient-data';
}
