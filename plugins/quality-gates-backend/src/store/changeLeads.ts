import type { Knex } from 'knex';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import { groupRows } from './rows';
import type { ChangeLeadRow } from './types';

const NAMES =
  'entity_ref, environment, sha, author, committed_at, deployed_at, deployment_key';
const MOST_CHANGES = 100;

/** See {@link Store.readChangeLeads}. */
export async function readChangeLeads(
  tx: Knex,
  query: {
    entityRefs: readonly string[];
    environments: readonly string[];
    from: number;
    to: number;
  },
): Promise<ChangeLeadRow[]> {
  const { entityRefs, environments, from, to } = query;
  if (environments.length === 0) return [];
  const entities = dialectOf(tx).oneOf('c.entity_ref', entityRefs);
  const marks = environments.map(() => '?').join(', ');
  const elsewhere = environments.length > 1 ? firstElsewhere(marks) : '';
  const rows = await queryRows(
    tx,
    `select ${NAMES} from change_lead c
     where ${entities.sql} and c.environment in (${marks})
       and c.deployed_at >= ? and c.deployed_at < ? ${elsewhere}
     order by c.deployed_at, c.entity_ref, c.environment, c.sha`,
    [
      ...entities.bindings,
      ...environments,
      from,
      to,
      ...(elsewhere ? environments : []),
    ],
  );
  return rows.map(toChangeLead);
}

/**
 * Leaves out changes that reached another of the environments first. The environments are told one by one, because
 * then finding the other row is one step in the primary key.
 */
function firstElsewhere(marks: string): string {
  return `and not exists (
    select 1 from change_lead earlier
    where earlier.entity_ref = c.entity_ref and earlier.sha = c.sha
      and earlier.environment in (${marks})
      and earlier.environment <> c.environment
      and (earlier.deployed_at < c.deployed_at
        or (earlier.deployed_at = c.deployed_at and earlier.environment < c.environment))
  )`;
}

/** See {@link Store.readChangesOf}. */
export async function readChangesOf(
  tx: Knex,
  query: { entityRef: string; deploymentKeys: readonly string[] },
): Promise<Map<string, ChangeLeadRow[]>> {
  const among = dialectOf(tx).oneOf('deployment_key', query.deploymentKeys);
  const rows = await queryRows(
    tx,
    `select * from (
       select ${NAMES}, row_number() over (
         partition by deployment_key order by committed_at, sha, environment
       ) as change_number
       from change_lead where entity_ref = ? and ${among.sql}
     ) as numbered
     where change_number <= ?
     order by deployment_key, change_number`,
    [query.entityRef, ...among.bindings, MOST_CHANGES],
  );
  return groupRows(rows.map(toChangeLead), row => row.deploymentKey);
}

function toChangeLead(row: DatabaseRow): ChangeLeadRow {
  return {
    entityRef: row.entity_ref as string,
    environment: row.environment as string,
    sha: row.sha as string,
    author: row.author as string | null,
    committedAt: Number(row.committed_at),
    deployedAt: Number(row.deployed_at),
    deploymentKey: row.deployment_key as string,
  };
}
