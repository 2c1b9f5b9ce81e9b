import { isFailure } from './attempts';
import { deploymentIdentity, deploymentTime } from './deploymentTime';
import { groupBy } from './groupBy';
import { joinKey } from './joinKey';
import type { DoraDeployment, FailureCause, LinkedIncident } from './types';

/** What is known of one failed deployment. */
export interface Failure {
  /** Never empty: incidents first, then rollbacks, hotfixes, its own result; oldest first. */
  readonly failedBy: readonly FailureCause[];
  /** Null while it is open. */
  readonly recoveredAt: number | null;
}

interface Evidence {
  incidents: LinkedIncident['incident'][];
  rollbacks: DoraDeployment[];
  hotfixes: DoraDeployment[];
}

/**
 * Which deployments failed, by what, and when they had recovered (D5, D6, D8).
 *
 * A deployment failed when an incident is linked to it, a later one rolled it back (says so, or by its SHA), a hotfix
 * names it, or it failed itself after it had reached its environment. It has recovered when the last of its incidents
 * is resolved or, without incidents, when the first rollback or hotfix that did not fail itself has finished; until
 * then it is open, and no end is made up for it.
 *
 * @param deployments - those that reached an environment in question, ordered by time
 * @returns failures by {@link deploymentIdentity}; deployments that did not fail are left out
 */
export function findFailures(options: {
  readonly deployments: readonly DoraDeployment[];
  readonly incidents: readonly LinkedIncident[];
}): ReadonlyMap<string, Failure> {
  const { deployments, incidents } = options;
  const evidence = new Map<string, Evidence>();
  const evidenceOf = (deployment: DoraDeployment) => {
    const identity = deploymentIdentity(deployment);
    let found = evidence.get(identity);
    if (!found) {
      found = { incidents: [], rollbacks: [], hotfixes: [] };
      evidence.set(identity, found);
    }
    return found;
  };
  for (const { incident, link } of incidents) {
    for (const blamed of link?.deployments ?? []) {
      evidenceOf(blamed).incidents.push(incident);
    }
  }
  const targetsOf = createTargets(deployments);
  for (const remedy of deployments) {
    const { rolledBack, fixed } = targetsOf(remedy);
    for (const one of rolledBack) evidenceOf(one).rollbacks.push(remedy);
    for (const one of fixed) evidenceOf(one).hotfixes.push(remedy);
    if (isFailure(remedy.result)) evidenceOf(remedy);
  }
  const failures = new Map<string, Failure>();
  for (const deployment of deployments) {
    const identity = deploymentIdentity(deployment);
    const found = evidence.get(identity);
    if (found) failures.set(identity, judge(deployment, found));
  }
  return failures;
}

/** Finds what a remedy names, within its entity: in its own environment if the id is known there. */
function createTargets(deployments: readonly DoraDeployment[]) {
  const place = (one: DoraDeployment, id: string) => joinKey(one.entityRef, id);
  const byId = groupBy(deployments, one => place(one, one.id));
  const byIdentity = new Map(
    deployments.map(one => [deploymentIdentity(one), one]),
  );
  const named = (remedy: DoraDeployment, id: string | undefined) => {
    if (id === undefined) return [];
    const others = (byId.get(place(remedy, id)) ?? []).filter(
      one => one !== remedy,
    );
    const here = others.filter(one => one.environment === remedy.environment);
    return here.length > 0 ? here : others;
  };
  const inferred = (remedy: DoraDeployment) => {
    const key = remedy.inferredRollbackOf;
    const found =
      key === null
        ? undefined
        : byIdentity.get(deploymentIdentity({ ...remedy, key }));
    return found ? [found] : [];
  };
  return (remedy: DoraDeployment) => ({
    rolledBack:
      remedy.rollbackOf === undefined
        ? inferred(remedy)
        : named(remedy, remedy.rollbackOf),
    fixed: named(remedy, remedy.hotfixFor),
  });
}

function judge(deployment: DoraDeployment, evidence: Evidence): Failure {
  const { incidents, rollbacks, hotfixes } = evidence;
  const failedBy: FailureCause[] = [
    ...incidents.map(({ id }) => ({ type: 'incident' as const, id })),
    ...rollbacks.map(({ id }) => ({ type: 'rollback' as const, id })),
    ...hotfixes.map(({ id }) => ({ type: 'hotfix' as const, id })),
  ];
  if (isFailure(deployment.result)) {
    failedBy.push({ type: 'result', id: deployment.id });
  }
  const recoveredAt =
    incidents.length > 0
      ? lastResolution(incidents)
      : firstRemedy(deployment, [...rollbacks, ...hotfixes]);
  return { failedBy, recoveredAt };
}

function lastResolution(
  incidents: readonly LinkedIncident['incident'][],
): number | null {
  let last = -Infinity;
  for (const { resolvedAt } of incidents) {
    if (resolvedAt === undefined) return null;
    last = Math.max(last, resolvedAt);
  }
  return last;
}

function firstRemedy(
  failed: DoraDeployment,
  remedies: readonly DoraDeployment[],
): number | null {
  let first: number | null = null;
  for (const remedy of remedies) {
    const at = deploymentTime(remedy);
    if (isFailure(remedy.result) || at < deploymentTime(failed)) continue;
    if (first === null || at < first) first = at;
  }
  return first;
}
