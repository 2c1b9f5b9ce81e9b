import { joinKey } from './joinKey';
import type { DoraDeployment } from './types';

/** When a deployment counts: when it finished, else the time its row is ordered by. Milliseconds. */
export function deploymentTime(
  deployment: Pick<DoraDeployment, 'finishedAt' | 'occurredAt'>,
): number {
  return deployment.finishedAt ?? deployment.occurredAt;
}

/** Orders deployments by time; those of one instant by entity, environment and key, so that input order is no matter. */
export function compareDeployments(
  a: DoraDeployment,
  b: DoraDeployment,
): number {
  return (
    deploymentTime(a) - deploymentTime(b) ||
    compareText(a.entityRef, b.entityRef) ||
    compareText(a.environment, b.environment) ||
    compareText(a.key, b.key)
  );
}

/** Orders text by code unit: the same on every machine, unlike `localeCompare`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What makes a deployment the same: a key may repeat in another entity or environment. */
export function deploymentIdentity(deployment: {
  readonly entityRef: string;
  readonly environment: string;
  readonly key: string;
}): string {
  const { entityRef, environment, key } = deployment;
  return joinKey(entityRef, environment, key);
}
