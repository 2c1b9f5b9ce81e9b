import type { Knex } from 'knex';
import { columnNames, readColumns, type Column } from './columns';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import type { FactTable } from './factTable';
import { finalValueOf, phaseOf, valueOf, type Said } from './joinFields';
import { condition, listRows } from './listRows';
import type { DeploymentRow, ListQuery, RowPage } from './types';

const COLUMNS: readonly Column[] = [
  { column: 'deployment_id', field: 'id', kind: 'text' },
  { column: 'version', field: 'version', kind: 'text' },
  { column: 'commit_sha', field: 'commit', kind: 'text' },
  { column: 'previous_commit', field: 'previousCommit', kind: 'text' },
  { column: 'result', field: 'result', kind: 'text', final: true },
  { column: 'status', field: 'status', kind: 'text' },
  {
    column: 'reached_environment',
    field: 'reachedEnvironment',
    kind: 'flag',
    final: true,
  },
  { column: 'started_at', field: 'startedAt', kind: 'number' },
  { column: 'finished_at', field: 'finishedAt', kind: 'number', final: true },
  { column: 'url', field: 'url', kind: 'text' },
  { column: 'actor', field: 'actor', kind: 'text' },
  { column: 'digest', field: 'digest', kind: 'text' },
  { column: 'rollback_of', field: 'rollbackOf', kind: 'text' },
  { column: 'is_rollback', field: 'rollback', kind: 'flag' },
  { column: 'hotfix_for', field: 'hotfixFor', kind: 'text' },
  { column: 'run_url', field: 'runUrl', kind: 'text' },
];

/** D1: success, or anything else that says it did reach the environment; never before it is over. */
function reached(said: Said): boolean {
  if (phaseOf(said) !== 'terminal') return false;
  const explicit = finalValueOf<boolean>(said, 'reachedEnvironment');
  return explicit ?? finalValueOf(said, 'result') === 'success';
}

function occurredAt(said: Said): number {
  return (
    finalValueOf<number>(said, 'finishedAt') ??
    valueOf<number>(said, 'startedAt') ??
    valueOf<number>(said, '$heardAt')!
  );
}

/** Columns whose change makes the projection of the environment out of date. */
export const PROJECTED_FROM = [
  'deployment_id',
  'commit_sha',
  'previous_commit',
  'rollback_of',
  'is_rollback',
  'commits',
  'finished_at',
  'reached',
] as const;

/**
 * Deployments. `inferred_rollback_of`, `commits_from` and `negative_lead_times` are not written here: they are what
 * the projection makes of all deployments of an environment.
 */
export const deploymentTable: FactTable = {
  type: 'deployment',
  table: 'deployment',
  key: { entity_ref: 'text', environment: 'text', deployment_key: 'text' },
  before: PROJECTED_FROM,
  keyOf: ({ entityRef, key, said }) => ({
    entity_ref: entityRef,
    environment: valueOf<string>(said, 'environment')!,
    deployment_key: key,
  }),
  columns: [
    ...COLUMNS,
    { column: 'environment', field: 'environment', kind: 'text' },
  ],
  derive(said) {
    const commits = valueOf<unknown[]>(said, 'commits');
    return {
      commits: commits === undefined ? null : JSON.stringify(commits),
      phase: phaseOf(said),
      reached: reached(said) ? 1 : 0,
      occurred_at: occurredAt(said),
    };
  },
};

const SELECT = `select entity_ref, environment, deployment_key, phase, reached, occurred_at, reported_by,
  inferred_rollback_of, commits_from, negative_lead_times, ${columnNames(
    COLUMNS,
  ).join(', ')} from deployment`;

function toDeployment(row: DatabaseRow): DeploymentRow {
  return {
    ...readColumns(COLUMNS, row),
    entityRef: row.entity_ref,
    key: row.deployment_key,
    environment: row.environment,
    phase: row.phase,
    reached: Number(row.reached) === 1,
    occurredAt: Number(row.occurred_at),
    reportedBy: row.reported_by,
    inferredRollbackOf: row.inferred_rollback_of,
    commitsFrom: row.commits_from,
    negativeLeadTimes: Number(row.negative_lead_times),
  } as DeploymentRow;
}

/** See {@link Store.readDeploymentHistory}. */
export async function readDeploymentHistory(
  tx: Knex,
  query: { entityRefs: readonly string[]; since: number },
): Promise<DeploymentRow[]> {
  const among = dialectOf(tx).oneOf('entity_ref', query.entityRefs);
  const rows = await queryRows(
    tx,
    `${SELECT} where ${among.sql} and occurred_at >= ?
     order by occurred_at, entity_ref, environment, deployment_key`,
    [...among.bindings, query.since],
  );
  return rows.map(toDeployment);
}

/** See {@link Store.listDeployments}. */
export async function listDeployments(
  tx: Knex,
  query: ListQuery,
): Promise<RowPage<DeploymentRow>> {
  const { rows, nextCursor } = await listRows(tx, {
    select: SELECT,
    time: 'occurred_at',
    keys: ['deployment_key', 'environment'],
    where: [
      condition('entity_ref = ?', query.entityRef),
      query.environments &&
        dialectOf(tx).oneOf('environment', query.environments),
    ],
    page: query,
  });
  return { rows: rows.map(toDeployment), nextCursor };
}

/** See {@link Store.readCurrentDeployments}. */
export async function readCurrentDeployments(
  tx: Knex,
  entityRef: string,
): Promise<DeploymentRow[]> {
  const rows = await queryRows(
    tx,
    `select * from (
       select deployment.*, row_number() over (
         partition by environment order by finished_at desc, occurred_at desc, deployment_key desc) as newest
       from deployment where entity_ref = ? and reached = 1
     ) as numbered where newest = 1 order by environment limit 200`,
    [entityRef],
  );
  return rows.map(toDeployment);
}
