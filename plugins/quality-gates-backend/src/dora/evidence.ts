import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { ClassifiedDeployment, CountedDeployment } from './types';

/** Ids a list holds at most. */
const MOST = 1_000;

/**
 * The sender's ids of the deployments behind the numbers, oldest first, each once. Of longer lists the newest 1,000
 * are kept, and `truncated` says so.
 */
export function evidence(
  deployments: readonly CountedDeployment[],
): DoraReport['evidence'] {
  const members = deployments.flatMap(counted => counted.members);
  const all = idsOf(members);
  const failed = idsOf(members.filter(one => one.failedBy.length > 0));
  const rework = idsOf(members.filter(one => one.rework));
  return {
    deploymentIds: all.slice(-MOST),
    failedDeploymentIds: failed.slice(-MOST),
    reworkDeploymentIds: rework.slice(-MOST),
    truncated: all.length > MOST,
  };
}

function idsOf(deployments: readonly ClassifiedDeployment[]): string[] {
  return [...new Set(deployments.map(one => one.id))];
}
