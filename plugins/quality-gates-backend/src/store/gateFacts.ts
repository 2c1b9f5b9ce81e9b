/** What gates read of the facts beyond what pages do. */
import type { Knex } from 'knex';
import { cleanText } from './cleanFact';
import { queryRows, type DatabaseRow } from './dialect';
import { incidentSelection, toIncident } from './incidents';
import { valueOf } from './joinFields';
import type { IncidentRow } from './rowTypes';
import { readSaid } from './saidText';

/** Changes that are looked at for who wrote them. */
const MOST_CHANGES = 500;
/** Incidents that are looked at for where they came from. */
const MOST_INCIDENTS = 500;

/**
 * See {@link EvaluationStore.readInvolved}: authors of the commits that no deployment of the environment has brought
 * yet and of the commit itself, of the change it came by, and who started its runs.
 */
export async function readInvolved(
  tx: Knex,
  query: { entityRef: string; environment: string; commit?: string },
): Promise<string[]> {
  const { entityRef, environment } = query;
  const commit = cleanText(query.commit ?? '');
  const rows = await queryRows(
    tx,
    `select author as person from (
       select c.author from repository_commit c
       where c.entity_ref = ? and c.touches = 1 and not exists (
         select 1 from change_lead l where l.entity_ref = c.entity_ref and l.environment = ? and l.sha = c.sha)
       order by c.committed_at desc, c.sha desc limit ?
     ) as outstanding
     union select author from repository_commit where entity_ref = ? and sha = ?
     union select author from change_request where entity_ref = ? and (head_sha = ? or merge_sha = ?)
     union select actor from pipeline_run where entity_ref = ? and commit_sha = ?`,
    [
      ...[entityRef, environment, MOST_CHANGES],
      ...[entityRef, commit],
      ...[entityRef, commit, commit],
      ...[entityRef, commit],
    ],
  );
  return rows.flatMap(row => (row.person ? [row.person as string] : [])).sort();
}

/** See {@link EvaluationStore.readOpenIncidents}. */
export async function readOpenIncidents(
  tx: Knex,
  entityRef: string,
  limit: number,
): Promise<IncidentRow[]> {
  const rows = await queryRows(
    tx,
    `${incidentSelection.replace(
      ' from ',
      ', said from ',
    )} where entity_ref = ? and resolved_at is null
     order by opened_at desc, incident_key desc limit ?`,
    [entityRef, limit],
  );
  return rows.map(row => ({ ...toIncident(row), source: sourceOf(row) }));
}

/** See {@link EvaluationStore.readIncidentSources}. */
export async function readIncidentSources(
  tx: Knex,
  entityRef: string,
): Promise<string[]> {
  const rows = await queryRows(
    tx,
    `select said from incident where entity_ref = ? order by opened_at desc, incident_key desc limit ?`,
    [entityRef, MOST_INCIDENTS],
  );
  const sources = new Set(rows.flatMap(row => sourceOf(row) ?? []));
  return [...sources].sort();
}

function sourceOf(row: DatabaseRow): string | undefined {
  return valueOf<string>(readSaid(row.said as string), '$source');
}
