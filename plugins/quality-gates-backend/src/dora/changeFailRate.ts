import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { CountedDeployment } from './types';
import { wilsonInterval } from './wilsonInterval';

/**
 * Distinct failed deployments / deployments, 0..1: five incidents after one deployment are one failure, so the ratio
 * never passes 1 (D5). Rollbacks and hotfixes are deployments and stay in the denominator.
 *
 * Source: dora.dev, guides/dora-metrics, "change fail rate".
 *
 * @example 4 deployments, one of them rolled back // ratio: 0.25
 */
export function changeFailRate(options: {
  readonly deployments: readonly CountedDeployment[];
  readonly mapped: boolean;
}): DoraReport['changeFailRate'] {
  const n = options.deployments.length;
  const failed = options.deployments.filter(one => one.failedAt !== null);
  const reason = options.mapped ? 'no-deployments' : 'no-source';
  return {
    ratio: n > 0 ? failed.length / n : null,
    failed: failed.length,
    deployments: n,
    interval: wilsonInterval(failed.length, n),
    reason: n > 0 ? null : reason,
  };
}
