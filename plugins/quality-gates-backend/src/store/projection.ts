/**
 * What each deployment brought, and which of them are roll-backs, is a function of everything known about an
 * environment. It is computed again from the earliest deployment that changed, inside the transaction that changed
 * it, so that the rows always equal a computation from all facts.
 */
import type { Knex } from 'knex';
import { CommitHistory } from './commitHistory';
import { queryRows } from './dialect';
import type { Change } from './factTable';
import { loadProjectionInputs, type LoadedInput } from './projectionInputs';
import {
  addCommitStarts,
  addDeploymentStarts,
  moveBack,
  noLongerReached,
  ProjectionStarts,
  type ProjectionStart,
} from './projectionStarts';
import { eachSlice, insertRows, sortRows, updateRows } from './rows';
import type {
  ProjectDeployments,
  ProjectedDeployment,
  ProjectionInput,
} from './types';

/** Projects the environments that these changes reach. The entities are locked. */
export async function project(
  tx: Knex,
  changes: readonly Change[],
  projectDeployments: ProjectDeployments,
): Promise<void> {
  const ofType = (type: string) =>
    changes.filter(({ entry }) => entry.type === type);
  const deployments = ofType('deployment');
  const history = new CommitHistory();
  const starts = new ProjectionStarts();
  addDeploymentStarts(starts, deployments);
  await addCommitStarts(tx, starts, ofType('commit'), history);
  await forget(tx, noLongerReached(deployments));
  const moved = await moveBack(tx, starts.all);
  if (moved.length === 0) return;
  const loaded = await loadProjectionInputs(tx, moved, history);
  await clearLeads(tx, moved);
  await writeProjection(tx, loaded, projectDeployments);
}

/** A deployment that does not count any more brought nothing. */
async function forget(tx: Knex, gone: readonly Change[]): Promise<void> {
  await writeDeployments(
    tx,
    gone.map(({ row }) => ({
      entity_ref: row.entity_ref as string,
      environment: row.environment as string,
      deployment_key: row.deployment_key as string,
      inferred_rollback_of: null,
      commits_from: 'unknown',
      negative_lead_times: 0,
    })),
  );
}

async function clearLeads(
  tx: Knex,
  starts: readonly ProjectionStart[],
): Promise<void> {
  // Told one by one: joined to a list, PostgreSQL without fresh statistics reads the whole table.
  const one = '(entity_ref = ? and environment = ? and deployed_at >= ?)';
  await eachSlice(starts, slice =>
    queryRows(
      tx,
      `delete from change_lead where ${slice.map(() => one).join(' or ')}`,
      slice.flatMap(({ entityRef, environment, from }) => [
        entityRef,
        environment,
        from,
      ]),
    ),
  );
}

async function writeProjection(
  tx: Knex,
  loaded: readonly LoadedInput[],
  projectDeployments: ProjectDeployments,
): Promise<void> {
  const leads: LeadRow[] = [];
  const rows: ProjectedRow[] = [];
  for (const { start, input } of loaded) {
    const projected = projectDeployments(input);
    leads.push(...leadsOf(start, input, projected));
    for (const one of projected) {
      rows.push({
        entity_ref: start.entityRef,
        environment: start.environment,
        deployment_key: one.key,
        inferred_rollback_of: one.inferredRollbackOf,
        commits_from: one.commitsFrom,
        negative_lead_times: one.negativeLeadTimes,
      });
    }
  }
  const key = ['entity_ref', 'environment', 'sha'];
  await insertRows(tx, {
    table: 'change_lead',
    key,
    rows: sortRows(leads, key),
    update: [],
  });
  await writeDeployments(tx, rows);
}

/** Deployments come oldest first: the first one that contains a change keeps it. */
function leadsOf(
  { entityRef, environment }: ProjectionStart,
  input: ProjectionInput,
  projected: readonly ProjectedDeployment[],
): LeadRow[] {
  const finished = new Map(
    input.deployments.map(({ key, finishedAt }) => [key, finishedAt]),
  );
  const leads = new Map<string, LeadRow>();
  for (const { key, changes } of projected) {
    for (const { sha, committedAt, author } of changes) {
      if (leads.has(sha)) continue;
      leads.set(sha, {
        entity_ref: entityRef,
        environment,
        sha,
        author: author ?? null,
        committed_at: committedAt,
        deployed_at: finished.get(key)!,
        deployment_key: key,
      });
    }
  }
  return [...leads.values()];
}

type LeadRow = Record<
  'entity_ref' | 'environment' | 'sha' | 'deployment_key',
  string
> & { author: string | null; committed_at: number; deployed_at: number };

type ProjectedRow = Record<
  'entity_ref' | 'environment' | 'deployment_key' | 'commits_from',
  string
> & { inferred_rollback_of: string | null; negative_lead_times: number };

async function writeDeployments(
  tx: Knex,
  rows: readonly ProjectedRow[],
): Promise<void> {
  const key = ['entity_ref', 'environment', 'deployment_key'];
  await updateRows(tx, {
    table: 'deployment',
    key,
    columns: {
      entity_ref: 'text',
      environment: 'text',
      deployment_key: 'text',
      inferred_rollback_of: 'text',
      commits_from: 'text',
      negative_lead_times: 'bigint',
    },
    rows: sortRows(rows, key),
  });
}
