import type {
  Deployment,
  Incident,
  Page,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { DeploymentRow, ListQuery, Store } from '../store/types';
import { isDeployment } from './attempts';
import { classifyDeployments } from './classifyDeployments';
import { compareDeployments, deploymentIdentity } from './deploymentTime';
import { linkIncidents } from './linkIncidents';
import { readDeploymentsNamed } from './readDeploymentsNamed';
import type { DoraReaderOptions } from './readDora';
import type { ClassifiedDeployment, DoraDeployment } from './types';
import { toWireDeployment } from './wireDeployment';
import { toWireIncident } from './wireIncident';

const HOUR_MS = 3_600_000;

/** Which rows; instants are milliseconds, newest first. Environments: names or aliases, none = all. */
export interface DeliveryQuery {
  readonly entityRef: string;
  readonly environments?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads the deployments and incidents behind the numbers, with what the numbers make of them. */
export interface DeliveryReader {
  listDeployments(query: DeliveryQuery): Promise<Page<Deployment>>;
  listIncidents(query: DeliveryQuery): Promise<Page<Incident>>;
}

/** What {@link createDeliveryReader} needs. */
export interface DeliveryReaderOptions
  extends Pick<DoraReaderOptions, 'environments' | 'config'> {
  readonly store: Pick<
    Store,
    | 'listDeployments'
    | 'listIncidents'
    | 'readChangesOf'
    | 'readDeploymentHistory'
    | 'readEnvironments'
    | 'readIncidentHistory'
  >;
}

/**
 * See {@link DeliveryReader}. A page is classified with everything that happened since its oldest row, in a fixed
 * number of reads. Incidents are things of production: they are linked to deployments of tier production, and of the
 * environments asked for.
 */
export function createDeliveryReader(
  options: DeliveryReaderOptions,
): DeliveryReader {
  return {
    listDeployments: query => listDeployments(options, query),
    listIncidents: query => listIncidents(options, query),
  };
}

async function listDeployments(
  options: DeliveryReaderOptions,
  query: DeliveryQuery,
): Promise<Page<Deployment>> {
  const { store, environments } = options;
  const { entityRef } = query;
  const asked = query.environments ?? [];
  const stored = await readStoredEnvironments(store, entityRef);
  const named = environments.resolve(asked, stored);
  const { rows, nextCursor } = await store.listDeployments(
    listQuery(query, { environments: asked.length > 0 ? named : undefined }),
  );
  if (rows.length === 0) return { items: [], nextCursor };
  const [known, brought] = await Promise.all([
    readClassified(options, {
      entityRef,
      rows,
      linked: new Set(named),
    }),
    store.readChangesOf({
      entityRef,
      deploymentKeys: [...new Set(rows.map(({ key }) => key))],
    }),
  ]);
  const changes = new Map(brought.map(one => [deploymentIdentity(one), one]));
  return {
    items: rows.map(row =>
      toWireDeployment(row, {
        classified: known.get(deploymentIdentity(row)),
        changes: changes.get(deploymentIdentity(row)),
      }),
    ),
    nextCursor,
  };
}

/** What became of the rows, by identity, seen from everything since the oldest of them. */
async function readClassified(
  { store, config }: DeliveryReaderOptions,
  page: {
    readonly entityRef: string;
    readonly rows: readonly DeploymentRow[];
    /** Environments whose deployments an incident may be blamed on. */
    readonly linked: ReadonlySet<string>;
  },
): Promise<ReadonlyMap<string, ClassifiedDeployment>> {
  const entityRefs = [page.entityRef];
  const since = Math.min(...page.rows.map(row => row.occurredAt));
  const [history, opened] = await Promise.all([
    store.readDeploymentHistory({ entityRefs, since }),
    store.readIncidentHistory({
      entityRefs,
      since,
      deploymentIds: [...new Set(page.rows.map(({ id }) => id))],
    }),
  ]);
  const deployments = inOrder(history);
  const incidents = linkIncidents({
    deployments: deployments.filter(one => page.linked.has(one.environment)),
    incidents: opened,
    rule: config.dora.incidentLink,
  });
  return new Map(
    classifyDeployments({ deployments, incidents }).map(one => [
      deploymentIdentity(one),
      one,
    ]),
  );
}

async function listIncidents(
  { store, environments, config }: DeliveryReaderOptions,
  query: DeliveryQuery,
): Promise<Page<Incident>> {
  const { entityRef } = query;
  const rule = config.dora.incidentLink;
  const [page, stored] = await Promise.all([
    store.listIncidents(listQuery(query, {})),
    readStoredEnvironments(store, entityRef),
  ]);
  if (page.rows.length === 0) return { items: [], nextCursor: page.nextCursor };
  const entityRefs = [entityRef];
  const since =
    Math.min(...page.rows.map(row => row.openedAt)) -
    rule.withinHours * HOUR_MS;
  const recent = await store.readDeploymentHistory({ entityRefs, since });
  const history = await readDeploymentsNamed(store, {
    entityRefs,
    recent,
    since,
    incidents: page.rows,
  });
  const linked = new Set(
    environments.resolve(query.environments ?? [], stored),
  );
  const links = linkIncidents({
    deployments: inOrder(history).filter(one => linked.has(one.environment)),
    incidents: page.rows,
    rule,
  });
  return {
    items: page.rows.map((row, index) =>
      toWireIncident(row, links[index].link),
    ),
    nextCursor: page.nextCursor,
  };
}

function inOrder(history: readonly DoraDeployment[]): DoraDeployment[] {
  return history.filter(isDeployment).sort(compareDeployments);
}

function listQuery(
  query: DeliveryQuery,
  resolved: Pick<ListQuery, 'environments'>,
): ListQuery {
  const { entityRef, from, to, limit, cursor } = query;
  return { entityRef, from, to, limit, cursor, ...resolved };
}

async function readStoredEnvironments(
  store: Pick<Store, 'readEnvironments'>,
  entityRef: string,
): Promise<readonly string[]> {
  const byEntity = await store.readEnvironments([entityRef]);
  return byEntity.get(entityRef) ?? [];
}
