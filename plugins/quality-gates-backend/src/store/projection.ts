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
import { insertRows, sortRows, updateRows, valuesTable } from './rows';
import type { ProjectDeployments } from './types';

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
  const values = valuesTable(
    ['text', 'text', 'bigint'],
    starts.map(({ entityRef, environment, from }) => [
      entityRef,
      environment,
      from,
    ]),
  );
  await queryRows(
    tx,
    `delete from change_lead where (entity_ref, environment, sha) in (
       select c.entity_ref, c.environment, c.sha
       from ${values.sql} as v
       join change_lead c on c.entity_ref = v.column1 and c.environment = v.column2
         and c.deployed_at >= v.column3
     )`,
    values.bindings,
  );
}

async function writeProjection(
  tx: Knex,
  loaded: readonly LoadedInput[],
  projectDeployments: ProjectDeployments,
): Promise<void> {
  const leads = new Map<string, LeadRow>();
  const rows: ProjectedRow[] = [];
  for (const { start, input } of loaded) {
    const names = {
      entity_ref: start.entityRef,
      environment: start.environment,
    };
    const finished = new Map(
      input.deployments.map(({ key, finishedAt }) => [key, finishedAt]),
    );
    for (const projected of projectDeployments(input)) {
      const deployed = { deployment_key: projected.key };
      rows.push({
        ...names,
        ...deployed,
        inferred_rollback_of: projected.inferredRollbackOf,
        commits_from: projected.commitsFrom,
        negative_lead_times: projected.negativeLeadTimes,
      });
      for (const { sha, committedAt, author } of projected.changes) {
        const name = JSON.stringify([start.entityRef, start.environment, sha]);
        // Deployments come oldest first: the first one that contains a change keeps it.
        if (leads.has(name)) continue;
        leads.set(name, {
          ...names,
          sha,
          author: author ?? null,
          committed_at: committedAt,
          deployed_at: finished.get(projected.key)!,
          ...deployed,
        });
      }
    }
  }
  const key = ['entity_ref', 'environment', 'sha'];
  await insertRows(tx, {
    table: 'change_lead',
    key,
    rows: sortRows([...leads.values()], key),
    update: [],
  });
  await writeDeployments(tx, rows);
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
