/**
 * From when on an environment's projection is out of date.
 *
 * What a deployment brought depends on itself, on the deployments before it and on the commits that its own SHA and
 * the one before it descend from. So a change moves the projection from the earliest of these times on, and nothing
 * before it.
 */
import type { Knex } from 'knex';
import { PROJECTED_FROM } from './deployments';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import type { Change } from './factTable';
import { groupRows, valuesTable, type NewRow } from './rows';
import type { CommitHistory } from './commitHistory';

/** One environment of an entity, and the finish time of the first deployment to look at again. */
export interface ProjectionStart {
  readonly entityRef: string;
  readonly environment: string;
  readonly from: number;
}

/** Collects the earliest time of each (entity, environment). */
export class ProjectionStarts {
  readonly #starts = new Map<string, ProjectionStart>();

  add(start: ProjectionStart): void {
    const name = JSON.stringify([start.entityRef, start.environment]);
    const known = this.#starts.get(name);
    if (!known || start.from < known.from) this.#starts.set(name, start);
  }

  get all(): ProjectionStart[] {
    return [...this.#starts.values()];
  }
}

/** When a row counts as having reached its environment; undefined when it did not. */
function reachedAt(row: NewRow | DatabaseRow | undefined): number | undefined {
  if (!row || Number(row.reached) !== 1 || row.finished_at === null) {
    return undefined;
  }
  return Number(row.finished_at);
}

/** Starts that deployments make: where they are now, and where they were. */
export function addDeploymentStarts(
  starts: ProjectionStarts,
  changes: readonly Change[],
): void {
  for (const { entry, row, before } of changes) {
    const same =
      before &&
      PROJECTED_FROM.every(
        column => String(before[column] ?? '') === String(row[column] ?? ''),
      );
    if (same) continue;
    for (const from of [reachedAt(row), reachedAt(before)]) {
      if (from === undefined) continue;
      const environment = row.environment as string;
      starts.add({ entityRef: entry.entityRef, environment, from });
    }
  }
}

/** Deployments that were counted and are not any more. */
export function noLongerReached(changes: readonly Change[]): Change[] {
  return changes.filter(
    ({ row, before }) =>
      reachedAt(before) !== undefined && reachedAt(row) === undefined,
  );
}

/**
 * Starts that late commits make: deployments that do not name their commits themselves, and that finished after the
 * earliest of these commits or descend from one of them (a committer's clock may be ahead of the deployment's).
 */
export async function addCommitStarts(
  tx: Knex,
  starts: ProjectionStarts,
  changes: readonly Change[],
  history: CommitHistory,
): Promise<void> {
  if (changes.length === 0) return;
  const byEntity = groupRows(changes, ({ entry }) => entry.entityRef);
  const walking = await entitiesThatWalk(tx, [...byEntity.keys()]);
  if (walking.length === 0) return;
  await history.load(tx, walking);
  const shas = new Set<string>();
  const earliest = walking.map(entityRef => {
    const own = byEntity.get(entityRef)!.map(({ row }) => row);
    const changed = own.map(row => row.sha as string);
    for (const sha of history.descendants(entityRef, changed)) shas.add(sha);
    return [
      entityRef,
      Math.min(...own.map(row => row.committed_at as number)),
    ] as const;
  });
  const values = valuesTable(['text', 'bigint'], earliest);
  const { oneOf } = dialectOf(tx);
  const commit = oneOf('d.commit_sha', [...shas]);
  const previous = oneOf('d.previous_commit', [...shas]);
  const rows = await queryRows(
    tx,
    `select d.entity_ref, d.environment, min(d.finished_at) as start
     from ${values.sql} as v join deployment d on d.entity_ref = v.column1
     where d.reached = 1 and d.finished_at is not null and d.commits is null
       and (d.finished_at >= v.column2 or ${commit.sql} or ${previous.sql})
     group by d.entity_ref, d.environment`,
    [...values.bindings, ...commit.bindings, ...previous.bindings],
  );
  for (const row of rows) {
    starts.add({
      entityRef: row.entity_ref as string,
      environment: row.environment as string,
      from: Number(row.start),
    });
  }
}

async function entitiesThatWalk(
  tx: Knex,
  entityRefs: readonly string[],
): Promise<string[]> {
  const among = dialectOf(tx).oneOf('entity_ref', entityRefs);
  const rows = await queryRows(
    tx,
    `select distinct entity_ref from deployment
     where ${among.sql} and reached = 1 and commits is null`,
    among.bindings,
  );
  return rows.map(row => row.entity_ref as string);
}

/**
 * Moves starts back to the first deployment with changes that gave no sample because of a wrong clock. Those changes
 * are in no table, so a later deployment could not know that they were out already.
 */
export async function moveBack(
  tx: Knex,
  starts: readonly ProjectionStart[],
): Promise<ProjectionStart[]> {
  if (starts.length === 0) return [];
  const values = valuesTable(
    ['text', 'text', 'bigint'],
    starts.map(({ entityRef, environment, from }) => [
      entityRef,
      environment,
      from,
    ]),
  );
  const rows = await queryRows(
    tx,
    `select d.entity_ref, d.environment, min(d.finished_at) as start
     from ${values.sql} as v
     join deployment d on d.entity_ref = v.column1 and d.environment = v.column2
     where d.negative_lead_times > 0 and d.reached = 1 and d.finished_at < v.column3
     group by d.entity_ref, d.environment`,
    values.bindings,
  );
  const moved = new ProjectionStarts();
  for (const start of starts) moved.add(start);
  for (const row of rows) {
    moved.add({
      entityRef: row.entity_ref as string,
      environment: row.environment as string,
      from: Number(row.start),
    });
  }
  return moved.all;
}
