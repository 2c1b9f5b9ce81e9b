import type { Knex } from 'knex';
import { columnNames, readColumns, type Column } from './columns';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import type { FactTable } from './factTable';
import { finalValueOf, valueOf, type Said } from './joinFields';
import { condition, listRows } from './listRows';
import type { IncidentRow, ListQuery, RowPage } from './types';

const COLUMNS: readonly Column[] = [
  { column: 'incident_id', field: 'id', kind: 'text' },
  { column: 'opened_at', field: 'openedAt', kind: 'number' },
  { column: 'resolved_at', field: 'resolvedAt', kind: 'number', final: true },
  { column: 'severity', field: 'severity', kind: 'text' },
  { column: 'title', field: 'title', kind: 'text' },
  { column: 'url', field: 'url', kind: 'text' },
  { column: 'labels', field: 'labels', kind: 'json' },
  { column: 'cause', field: 'cause', kind: 'text' },
  { column: 'deployment_id', field: 'deploymentId', kind: 'text' },
];

/** A message that says only how it ended still makes a row: it opened at the first time any source gave. */
function openedAt(said: Said): number {
  return (
    valueOf<number>(said, 'openedAt') ??
    valueOf<number>(said, '$firstAt') ??
    finalValueOf<number>(said, 'resolvedAt') ??
    valueOf<number>(said, '$heardAt')!
  );
}

/** Incidents. */
export const incidentTable: FactTable = {
  type: 'incident',
  table: 'incident',
  key: { entity_ref: 'text', incident_key: 'text' },
  keyOf: ({ entityRef, key }) => ({ entity_ref: entityRef, incident_key: key }),
  columns: COLUMNS,
  derive: said => ({ opened_at: openedAt(said) }),
};

/** `select … from` of an incident, for {@link toIncident}. */
export const incidentSelection = `select entity_ref, incident_key, reported_by, ${columnNames(
  COLUMNS,
).join(', ')} from incident`;

/** An incident of its row. */
export function toIncident(row: DatabaseRow): IncidentRow {
  return {
    ...readColumns(COLUMNS, row),
    entityRef: row.entity_ref,
    key: row.incident_key,
    reportedBy: row.reported_by,
  } as IncidentRow;
}

/** See {@link Store.readIncidentHistory}. */
export async function readIncidentHistory(
  tx: Knex,
  query: {
    entityRefs: readonly string[];
    since: number;
    deploymentIds: readonly string[];
  },
): Promise<IncidentRow[]> {
  const entities = dialectOf(tx).oneOf('entity_ref', query.entityRefs);
  const named = dialectOf(tx).oneOf('deployment_id', query.deploymentIds);
  const rows = await queryRows(
    tx,
    `${incidentSelection} where ${entities.sql} and (opened_at >= ? or ${named.sql})
     order by opened_at, entity_ref, incident_key`,
    [...entities.bindings, query.since, ...named.bindings],
  );
  return rows.map(toIncident);
}

/** See {@link Store.listIncidents}; an incident knows no environment. */
export async function listIncidents(
  tx: Knex,
  query: ListQuery,
): Promise<RowPage<IncidentRow>> {
  const { rows, nextCursor } = await listRows(tx, {
    select: incidentSelection,
    time: 'opened_at',
    keys: ['incident_key'],
    where: [condition('entity_ref = ?', query.entityRef)],
    page: query,
  });
  return { rows: rows.map(toIncident), nextCursor };
}
