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
  const { oneOf } = dialectOf(tx);
  const entities = oneOf('c.entity_ref', query.entityRefs);
  const environments = oneOf('c.environment', query.environments);
  const others = oneOf('earlier.environment', query.environments);
  const rows = await queryRows(
    tx,
    `select ${NAMES} from change_lead c
     where ${entities.sql} and ${environments.sql}
       and c.deployed_at >= ? and c.deployed_at < ?
       and not exists (
         select 1 from change_lead earlier
         where earlier.entity_ref = c.entity_ref and earlier.sha = c.sha
           and ${others.sql}
           and (earlier.deployed_at, earlier.environment) < (c.deployed_at, c.environment)
       )
     order by c.deployed_at, c.entity_ref, c.environment, c.sha`,
    [
      ...entities.bindings,
      ...environments.bindings,
      query.from,
      query.to,
      ...others.bindings,
    ],
  );
  return rows.map(toChangeLead);
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
