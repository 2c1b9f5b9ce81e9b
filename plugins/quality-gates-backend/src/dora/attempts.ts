import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { DoraDeployment } from './types';

const FAILURES: ReadonlySet<string | undefined> = new Set([
  'failure',
  'error',
  'timeout',
]);

/** Whether a result is one of the ways to fail; `unknown`, `skip` and `cancellation` are none. */
export function isFailure(result: string | undefined): boolean {
  return FAILURES.has(result);
}

/** Whether the deployment is one by D1: it is over, and its environment was changed. */
export function isDeployment(deployment: DoraDeployment): boolean {
  return deployment.reached && deployment.phase === 'terminal';
}

/**
 * Attempts of the window that are no deployments, by how they stand: failed before anything changed, cancelled, or
 * still going on. They belong to the pipeline's numbers, not to the change fail rate (D1).
 */
export function attempts(
  deployments: readonly DoraDeployment[],
): DoraReport['attempts'] {
  const counts = { failed: 0, cancelled: 0, pending: 0 };
  for (const attempt of deployments) {
    if (isDeployment(attempt)) continue;
    if (attempt.phase !== 'terminal') counts.pending += 1;
    else if (isFailure(attempt.result)) counts.failed += 1;
    else if (attempt.result === 'cancellation') counts.cancelled += 1;
  }
  return counts;
}
