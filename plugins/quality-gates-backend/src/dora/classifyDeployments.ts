import { deploymentIdentity, deploymentTime } from './deploymentTime';
import { findFailures } from './failures';
import type {
  ClassifiedDeployment,
  DoraDeployment,
  LinkedIncident,
} from './types';

/**
 * The deployments given, each with whether it failed, by what, when it recovered, and whether it is rework.
 *
 * @param deployments - those that reached an environment in question, ordered by time, with all that came later:
 * a rollback outside of the list cannot be seen
 */
export function classifyDeployments(options: {
  readonly deployments: readonly DoraDeployment[];
  readonly incidents: readonly LinkedIncident[];
}): ClassifiedDeployment[] {
  const failures = findFailures(options);
  return options.deployments.map(deployment => {
    const failure = failures.get(deploymentIdentity(deployment));
    return {
      ...deployment,
      at: deploymentTime(deployment),
      failedBy: failure?.failedBy ?? [],
      recoveredAt: failure?.recoveredAt ?? null,
      rework: isRework(deployment),
    };
  });
}

/** Whether it is an unplanned remedy (D7): a rollback by its own word or by its SHA, or a hotfix. */
export function isRework(deployment: DoraDeployment): boolean {
  return isRollback(deployment) || deployment.hotfixFor !== undefined;
}

/** Whether it put an earlier state back, by its own word or by its SHA (D8). */
export function isRollback(deployment: DoraDeployment): boolean {
  return (
    deployment.rollbackOf !== undefined ||
    deployment.rollback === true ||
    deployment.inferredRollbackOf !== null
  );
}
