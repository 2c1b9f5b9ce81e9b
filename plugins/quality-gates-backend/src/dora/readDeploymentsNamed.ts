import type { DeploymentRow, IncidentRow, Store } from '../store/types';
import { joinKey } from './joinKey';

const DAY_MS = 86_400_000;
/** Deployments are looked for this long before the first incident that names them. */
const LOOK_BACK_DAYS = 400;

/**
 * The deployments read so far or, when an incident names an id that is not among them, a longer history that reaches
 * 400 days further back: an incident may name a deployment of long ago. At most one read, whatever is named.
 */
export async function readDeploymentsNamed(
  store: Pick<Store, 'readDeploymentHistory'>,
  options: {
    readonly entityRefs: readonly string[];
    readonly recent: readonly DeploymentRow[];
    /** Where `recent` starts. */
    readonly since: number;
    readonly incidents: readonly Pick<
      IncidentRow,
      'entityRef' | 'deploymentId'
    >[];
  },
): Promise<readonly DeploymentRow[]> {
  const { entityRefs, recent, since, incidents } = options;
  const known = new Set(recent.map(one => nameOf(one.entityRef, one.id)));
  const isComplete = incidents.every(
    ({ entityRef, deploymentId }) =>
      deploymentId === undefined || known.has(nameOf(entityRef, deploymentId)),
  );
  if (isComplete) return recent;
  return store.readDeploymentHistory({
    entityRefs,
    since: since - LOOK_BACK_DAYS * DAY_MS,
  });
}

function nameOf(entityRef: string, id: string): string {
  return joinKey(entityRef, id);
}
