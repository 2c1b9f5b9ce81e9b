import type { Knex } from 'knex';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import { groupRows } from './rows';
import type { ChangeLeadRow, DeploymentChangesRow } from './types';

const NAMES =
  'entity_ref, environment, sha, author, committed_at, deployed_at, deployment_key';
/** Changes listed with a deployment. */
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

/**
 * See {@link Store.readChangesOf}. A deployment may bring thousands: beside those listed, only the middle ones are read,
 * which make the median, as all changes of a deployment were deployed at one moment.
 */
export async function readChangesOf(
  tx: Knex,
  query: { entityRef: string; deploymentKeys: readonly string[] },
): Promise<DeploymentChangesRow[]> {
  const among = dialectOf(tx).oneOf('deployment_key', query.deploymentKeys);
  const own = 'partition by environment, deployment_key';
  const rows = await queryRows(
    tx,
    `select * from (
       select ${NAMES},
         row_number() over (${own} order by committed_at, sha) as change_number,
         count(*) over (${own}) as change_count
       from change_lead where entity_ref = ? and ${among.sql}
     ) as numbered
     where change_number <= ?
       or change_number in ((change_count + 1) / 2, change_count / 2 + 1)
     order by environment, deployment_key, change_number`,
    [query.entityRef, ...among.bindings, MOST_CHANGES],
  );
  const groups = groupRows(rows, ({ environment, deployment_key }) =>
    JSON.stringify([environment, deployment_key]),
  );
  return [...groups.values()].map(toDeploymentChanges);
}

/** @param rows - of one deployment, by number */
function toDeploymentChanges(
  rows: readonly DatabaseRow[],
): DeploymentChangesRow {
  const count = Number(rows[0].change_count);
  const numbered = rows.map(row => ({
    number: Number(row.change_number),
    change: toChangeLead(row),
  }));
  const leadTimeOf = (wanted: number) => {
    const { change } = numbered.find(({ number }) => number === wanted)!;
    return change.deployedAt - change.committedAt;
  };
  const [low, high] = [Math.ceil(count / 2), Math.floor(count / 2) + 1];
  const { entityRef, environment, deploymentKey } = numbered[0].change;
  return {
    entityRef,
    environment,
    key: deploymentKey,
    count,
    medianLeadTimeMs: (leadTimeOf(low) + leadTimeOf(high)) / 2,
    changes: numbered.slice(0, MOST_CHANGES).map(({ change }) => change),
  };
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
