import {
  compareDeployments,
  compareText,
  deploymentIdentity,
  deploymentTime,
} from './deploymentTime';
import { joinKey } from './joinKey';
import type {
  DoraChange,
  DoraDeployment,
  DoraFacts,
  DoraIncident,
  DoraQuery,
} from './types';

/** The facts of all entities of a query, each thing once, in an order that does not depend on the input's. */
export interface DoraPool {
  /** Of the query's environments, any state, by time. */
  readonly deployments: readonly DoraDeployment[];
  /** One a change, its first deployment; by time. */
  readonly changes: readonly DoraChange[];
  /** By time opened. */
  readonly incidents: readonly DoraIncident[];
  /** Whether any of the entities has a deployment source. */
  readonly mapped: boolean;
}

/**
 * The roll-up: facts of several entities as one population, so that every number is made of pooled samples and never of
 * numbers of the entities (an average of averages weighs a quiet component like a busy one).
 *
 * A deployment belongs to one entity and environment and counts once in each. A change that belongs to several
 * entities, or went to several environments, is one change: the same SHA of the same commit time, and its first
 * deployment counts. An incident stays with its entity.
 */
export function poolDora(facts: DoraFacts, query: DoraQuery): DoraPool {
  const entities = new Set(query.entityRefs);
  const environments = new Set(query.environments);
  const wanted = (one: { entityRef: string; environment: string }) =>
    entities.has(one.entityRef) && environments.has(one.environment);
  return {
    deployments: keepOne<DoraDeployment>(facts.deployments.filter(wanted), {
      keyOf: deploymentIdentity,
      better: isLaterState,
    }).sort(compareDeployments),
    changes: firstDeployments(facts.changes.filter(wanted)),
    incidents: keepOne(
      facts.incidents.filter(one => entities.has(one.entityRef)),
      {
        keyOf: one => joinKey(one.entityRef, one.key),
        better: (a, b) => (a.resolvedAt ?? 0) > (b.resolvedAt ?? 0),
      },
    ).sort(compareIncidents),
    mapped: query.entityRefs.some(ref => facts.mapped.has(ref)),
  };
}

/** Within an entity a SHA is the change; across entities it must be of the same instant too. */
function firstDeployments(changes: readonly DoraChange[]): DoraChange[] {
  const better = (a: DoraChange, b: DoraChange) => compareChanges(a, b) < 0;
  const ofEntity = keepOne(changes, {
    keyOf: one => joinKey(one.entityRef, one.sha),
    better,
  });
  return keepOne(ofEntity, {
    keyOf: one => joinKey(one.sha, String(one.committedAt)),
    better,
  }).sort(compareChanges);
}

function keepOne<T>(
  values: readonly T[],
  rule: { keyOf(value: T): string; better(a: T, b: T): boolean },
): T[] {
  const kept = new Map<string, T>();
  for (const value of values) {
    const key = rule.keyOf(value);
    const other = kept.get(key);
    if (other === undefined || rule.better(value, other)) kept.set(key, value);
  }
  return [...kept.values()];
}

const PHASE_ORDER = { pending: 0, executing: 1, terminal: 2 };

function isLaterState(a: DoraDeployment, b: DoraDeployment): boolean {
  const later = PHASE_ORDER[a.phase] - PHASE_ORDER[b.phase];
  return (later || deploymentTime(a) - deploymentTime(b)) > 0;
}

function compareChanges(a: DoraChange, b: DoraChange): number {
  return (
    a.deployedAt - b.deployedAt ||
    compareText(a.entityRef, b.entityRef) ||
    compareText(a.environment, b.environment) ||
    compareText(a.deploymentKey, b.deploymentKey) ||
    compareText(a.sha, b.sha) ||
    a.committedAt - b.committedAt
  );
}

function compareIncidents(a: DoraIncident, b: DoraIncident): number {
  return (
    a.openedAt - b.openedAt ||
    compareText(a.entityRef, b.entityRef) ||
    compareText(a.key, b.key)
  );
}
