import type {
  ChangeLeadRow,
  DeploymentRow,
  IncidentRow,
  ListQuery,
  RowPage,
} from '../store/types';
import type { DoraReaderOptions } from './readDora';
import { PAY } from './testFacts';

interface Rows {
  readonly deployments?: readonly DeploymentRow[];
  readonly incidents?: readonly IncidentRow[];
  readonly changes?: readonly ChangeLeadRow[];
}

/**
 * The reads of the store contract over rows in memory, for tests of what the readers ask and make of the answers. It
 * keeps the contract's edges (since inclusive, `to` exclusive, newest first) and notes how often each read was called.
 */
export function createMemoryStore(rows: Rows) {
  const { deployments = [], incidents = [], changes = [] } = rows;
  const calls: string[] = [];
  const note = <T>(name: string, answer: T) => {
    calls.push(name);
    return Promise.resolve(answer);
  };
  return {
    calls,
    readDeploymentHistory: (query: {
      entityRefs: readonly string[];
      since: number;
    }) =>
      note(
        'readDeploymentHistory',
        deployments.filter(
          row =>
            query.entityRefs.includes(row.entityRef) &&
            row.occurredAt >= query.since,
        ),
      ),
    readChangeLeads: (query: {
      entityRefs: readonly string[];
      environments: readonly string[];
      from: number;
      to: number;
    }) =>
      note(
        'readChangeLeads',
        changes.filter(
          row =>
            query.entityRefs.includes(row.entityRef) &&
            query.environments.includes(row.environment) &&
            row.deployedAt >= query.from &&
            row.deployedAt < query.to,
        ),
      ),
    readIncidentHistory: (query: {
      entityRefs: readonly string[];
      since: number;
      deploymentIds: readonly string[];
    }) =>
      note(
        'readIncidentHistory',
        incidents.filter(
          row =>
            query.entityRefs.includes(row.entityRef) &&
            (row.openedAt >= query.since ||
              query.deploymentIds.includes(row.deploymentId ?? '')),
        ),
      ),
    readEnvironments: () => {
      const environments = deployments.map(row => row.environment);
      return note(
        'readEnvironments',
        new Map(
          deployments.length > 0
            ? [[PAY, [...new Set(environments)].sort()]]
            : [],
        ),
      );
    },
    readChangesOf: (query: {
      entityRef: string;
      deploymentKeys: readonly string[];
    }) =>
      note(
        'readChangesOf',
        new Map(
          query.deploymentKeys.map(key => [
            key,
            changes.filter(row => row.deploymentKey === key),
          ]),
        ),
      ),
    listDeployments: (query: ListQuery) =>
      note(
        'listDeployments',
        pageOf(
          deployments.filter(
            row => query.environments?.includes(row.environment) ?? true,
          ),
          query.limit,
        ),
      ),
    listIncidents: (query: ListQuery) =>
      note('listIncidents', pageOf(incidents, query.limit)),
  };
}

function pageOf<T>(rows: readonly T[], limit: number): RowPage<T> {
  const newest = [...rows].reverse();
  return {
    rows: newest.slice(0, limit),
    nextCursor: newest.length > limit ? 'more' : null,
  };
}

/** Production and its regions, 24 h to link an incident, in UTC. */
export const SETTINGS: Pick<DoraReaderOptions, 'environments' | 'config'> = {
  environments: {
    resolve: (asked, stored) =>
      asked.length > 0
        ? [...asked]
        : stored.filter(name => name.startsWith('production')),
  },
  config: {
    timezone: 'UTC',
    dora: {
      incidentLink: { withinHours: 24, excludeLabels: {} },
      benchmarkYear: 2023,
    },
  },
};
