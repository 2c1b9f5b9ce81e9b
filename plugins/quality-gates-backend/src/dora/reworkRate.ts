import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { CountedDeployment } from './types';
import { wilsonInterval } from './wilsonInterval';

/**
 * Unplanned remedies (rollbacks and hotfixes) / deployments, 0..1 (D7).
 *
 * Source: dora.dev, guides/dora-metrics, "deployment rework rate".
 *
 * @example 4 deployments, the third a rollback of the second // ratio: 0.25
 */
export function reworkRate(options: {
  readonly deployments: readonly CountedDeployment[];
  readonly mapped: boolean;
}): DoraReport['reworkRate'] {
  const n = options.deployments.length;
  const rework = options.deployments.filter(one => one.rework).length;
  const reason = options.mapped ? 'no-deployments' : 'no-source';
  return {
    ratio: n > 0 ? rework / n : null,
    rework,
    deployments: n,
    interval: wilsonInterval(rework, n),
    reason: n > 0 ? null : reason,
  };
}
