import { deploymentTime } from './deploymentTime';
import { groupBy } from './groupBy';
import { joinKey } from './joinKey';
import type {
  DoraDeployment,
  DoraIncident,
  IncidentLinkRule,
  LinkedIncident,
} from './types';

const HOUR_MS = 3_600_000;

/**
 * The deployments each incident is blamed on (D10): those it names by the sender's id in the same entity; else, where
 * `rule.withinHours` is set, the latest one of the entity that finished at most that long before it opened; else none,
 * and never a guess. An incident that names an id nobody knows stays unlinked. One whose cause or label the rule
 * excludes is linked only to a deployment it names itself: its sender knew better than the clock.
 *
 * @param deployments - those that reached an environment in question, ordered by time
 * @returns one element per incident, in their order
 */
export function linkIncidents(options: {
  readonly deployments: readonly DoraDeployment[];
  readonly incidents: readonly DoraIncident[];
  readonly rule: IncidentLinkRule;
}): LinkedIncident[] {
  const { deployments, incidents, rule } = options;
  const byEntity = groupBy(deployments, one => one.entityRef);
  const byId = groupBy(deployments, one => idKey(one.entityRef, one.id));
  return incidents.map(incident => {
    if (incident.deploymentId !== undefined) {
      const named = byId.get(idKey(incident.entityRef, incident.deploymentId));
      return {
        incident,
        link: named ? { how: 'explicit', deployments: named } : null,
      };
    }
    if (isExcluded(incident, rule)) return { incident, link: null };
    const latest = latestBefore(
      byEntity.get(incident.entityRef) ?? [],
      incident.openedAt,
    );
    const near =
      latest &&
      rule.withinHours > 0 &&
      incident.openedAt - deploymentTime(latest) <= rule.withinHours * HOUR_MS;
    return {
      incident,
      link: near ? { how: 'window', deployments: [latest] } : null,
    };
  });
}

/** Whether the rule says that no deployment can have caused this. `cause` is also looked up among the labels. */
function isExcluded(incident: DoraIncident, rule: IncidentLinkRule): boolean {
  return Object.entries(rule.excludeLabels).some(([label, values]) => {
    const said = [incident.labels?.[label]];
    if (label === 'cause') said.push(incident.cause);
    return said.some(value => value !== undefined && values.includes(value));
  });
}

/** The last deployment at or before the instant, by binary search. */
function latestBefore(
  ordered: readonly DoraDeployment[],
  instant: number,
): DoraDeployment | undefined {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (deploymentTime(ordered[middle]) <= instant) low = middle + 1;
    else high = middle;
  }
  return ordered[low - 1];
}

function idKey(entityRef: string, id: string): string {
  return joinKey(entityRef, id);
}
