import type {
  DeployedCommit,
  DeploymentData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import type { CommitHistory } from './commitHistory';
import { dialectOf, queryRows, type DatabaseRow, type Sql } from './dialect';
import type { ProjectionStart } from './projectionStarts';
import { groupRows, valuesTable } from './rows';
import type { ProjectionInput } from './types';

/** What the projection of one environment is given. */
export interface LoadedInput {
  readonly start: ProjectionStart;
  readonly input: ProjectionInput;
}

type InputDeployment = ProjectionInput['deployments'][number];

/** Reads what {@link ProjectDeployments} needs, for all environments at once. */
export async function loadProjectionInputs(
  tx: Knex,
  starts: readonly ProjectionStart[],
  history: CommitHistory,
): Promise<LoadedInput[]> {
  const asked = valuesTable(
    ['text', 'text', 'bigint'],
    starts.map(({ entityRef, environment, from }) => [
      entityRef,
      environment,
      from,
    ]),
  );
  const deployments = groupRows(await readDeployments(tx, asked), nameOfRow);
  const walking = starts.filter(one => walks(deployments.get(nameOf(one))));
  await history.load(
    tx,
    walking.map(({ entityRef }) => entityRef),
  );
  const before = groupRows(await readBefore(tx, asked), nameOfRow);
  const given = commitsGiven(starts, deployments, history);
  const shas = await readDeployedShas(tx, asked, given);
  const commits = await readDeployedCommits(tx, asked, given);
  return starts.map(start => {
    const name = nameOf(start);
    const last = before.get(name)?.at(0);
    const rows = deployments.get(name) ?? [];
    const input = {
      before: {
        key: (last?.deployment_key as string | undefined) ?? null,
        sha: (last?.commit_sha as string | null | undefined) ?? null,
        deployedShas: shas.get(name) ?? new Set<string>(),
        deployedCommits: commits.get(name) ?? new Set<string>(),
      },
      deployments: rows.map(toInput),
      commits: walks(rows) ? history.of(start.entityRef) : new Map(),
    };
    return { start, input };
  });
}

/** Whether some deployment does not name its commits, so that the history must be asked. */
function walks(rows: readonly DatabaseRow[] = []): boolean {
  return rows.some(row => row.commits === null);
}

function nameOf({ entityRef, environment }: ProjectionStart): string {
  return JSON.stringify([entityRef, environment]);
}

function nameOfRow(row: DatabaseRow): string {
  return JSON.stringify([row.entity_ref, row.environment]);
}

function toInput(row: DatabaseRow): InputDeployment {
  const text = (column: string) => (row[column] as string | null) ?? undefined;
  const fields: Partial<DeploymentData> = {
    commit: text('commit_sha'),
    previousCommit: text('previous_commit'),
    rollbackOf: text('rollback_of'),
    ...(row.is_rollback !== null && {
      rollback: Number(row.is_rollback) === 1,
    }),
    ...(row.commits !== null && {
      commits: JSON.parse(row.commits as string) as DeployedCommit[],
    }),
  };
  const given = Object.entries(fields).filter(([, one]) => one !== undefined);
  return {
    ...Object.fromEntries(given),
    key: row.deployment_key as string,
    id: row.deployment_id as string,
    finishedAt: Number(row.finished_at),
  };
}

/** Deployments from each start on, oldest first. */
function readDeployments(tx: Knex, asked: Sql): Promise<DatabaseRow[]> {
  return queryRows(
    tx,
    `select d.entity_ref, d.environment, d.deployment_key, d.deployment_id, d.commit_sha,
       d.previous_commit, d.rollback_of, d.is_rollback, d.commits, d.finished_at
     from ${asked.sql} as v
     join deployment d on d.entity_ref = v.column1 and d.environment = v.column2
     where d.reached = 1 and d.finished_at >= v.column3
     order by d.finished_at, d.deployment_key`,
    asked.bindings,
  );
}

/** The last deployment before each start. */
function readBefore(tx: Knex, asked: Sql): Promise<DatabaseRow[]> {
  return queryRows(
    tx,
    `select d.entity_ref, d.environment, d.deployment_key, d.commit_sha
     from ${asked.sql} as v
     join deployment d on d.entity_ref = v.column1 and d.environment = v.column2
       and d.deployment_key = (
         select p.deployment_key from deployment p
         where p.entity_ref = v.column1 and p.environment = v.column2
           and p.reached = 1 and p.finished_at < v.column3
         order by p.finished_at desc, p.deployment_key desc limit 1
       )`,
    asked.bindings,
  );
}

/** Of the SHAs given: those that were in the environment before the start. */
async function readDeployedShas(
  tx: Knex,
  asked: Sql,
  given: readonly string[],
): Promise<Map<string, Set<string>>> {
  const among = dialectOf(tx).oneOf('d.commit_sha', given);
  const rows = await queryRows(
    tx,
    `select distinct d.entity_ref, d.environment, d.commit_sha as sha
     from ${asked.sql} as v
     join deployment d on d.entity_ref = v.column1 and d.environment = v.column2
     where d.reached = 1 and d.finished_at < v.column3 and ${among.sql}`,
    [...asked.bindings, ...among.bindings],
  );
  return toSets(rows);
}

/**
 * Every SHA that the function may come across: those that the deployments name, also as one of their commits, and, for
 * a walk, the recorded commits and their parents.
 */
function commitsGiven(
  starts: readonly ProjectionStart[],
  deployments: ReadonlyMap<string, DatabaseRow[]>,
  history: CommitHistory,
): string[] {
  const shas = new Set<string>();
  const add = (sha: unknown) => {
    if (typeof sha === 'string') shas.add(sha);
  };
  for (const start of starts) {
    const rows = deployments.get(nameOf(start)) ?? [];
    for (const { commit_sha, previous_commit, commits } of rows) {
      add(commit_sha);
      add(previous_commit);
      if (commits === null) continue;
      const named = JSON.parse(commits as string) as DeployedCommit[];
      for (const { sha } of named) shas.add(sha);
    }
    if (!walks(rows)) continue;
    for (const { sha, parents } of history.of(start.entityRef).values()) {
      shas.add(sha);
      for (const parent of parents) shas.add(parent);
    }
  }
  return [...shas];
}

/** Of the commits given: those that were out before the start. */
async function readDeployedCommits(
  tx: Knex,
  asked: Sql,
  given: readonly string[],
): Promise<Map<string, Set<string>>> {
  const among = dialectOf(tx).oneOf('c.sha', given);
  const rows = await queryRows(
    tx,
    `select c.entity_ref, c.environment, c.sha
     from ${asked.sql} as v
     join change_lead c on c.entity_ref = v.column1 and c.environment = v.column2
     where c.deployed_at < v.column3 and ${among.sql}`,
    [...asked.bindings, ...among.bindings],
  );
  return toSets(rows);
}

function toSets(rows: readonly DatabaseRow[]): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const [name, own] of groupRows(rows, nameOfRow)) {
    sets.set(name, new Set(own.map(row => row.sha as string)));
  }
  return sets;
}
