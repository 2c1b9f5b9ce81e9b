import type { Knex } from 'knex';
import { cleanText } from './cleanFact';
import { columnNames, indexedText, readColumns, type Column } from './columns';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import type { FactTable } from './factTable';
import { valueOf } from './joinFields';
import { condition, listRows } from './listRows';
import type { GateReportRow, RowPage, Store } from './types';

const COLUMNS: readonly Column[] = [
  { column: 'report_id', field: 'id', kind: 'text' },
  { column: 'gate', field: 'gate', kind: 'text' },
  { column: 'environment', field: 'environment', kind: 'text' },
  { column: 'version', field: 'version', kind: 'text' },
  { column: 'commit_sha', field: 'commit', kind: 'text' },
  { column: 'deployment_id', field: 'deploymentId', kind: 'text' },
  { column: 'run_url', field: 'runUrl', kind: 'text' },
  { column: 'gate_phase', field: 'phase', kind: 'text' },
  { column: 'outcome', field: 'outcome', kind: 'text' },
  { column: 'measured', field: 'value', kind: 'number' },
  { column: 'limit_value', field: 'limit', kind: 'number' },
  { column: 'unit', field: 'unit', kind: 'text' },
  { column: 'summary', field: 'summary', kind: 'text' },
  { column: 'evidence_url', field: 'evidenceUrl', kind: 'text' },
];

const MOST_GATES = 200;

/** Gate verdicts reached elsewhere. */
export const gateReportTable: FactTable = {
  type: 'gate-report',
  table: 'gate_report',
  key: { entity_ref: 'text', report_key: 'text' },
  keyOf: ({ entityRef, key }) => ({ entity_ref: entityRef, report_key: key }),
  columns: COLUMNS,
  derive: said => ({
    gate_indexed: indexedText(valueOf<string>(said, 'gate')!),
    reported_at:
      valueOf<number>(said, '$lastAt') ?? valueOf<number>(said, '$heardAt')!,
  }),
};

const NAMES = `entity_ref, report_key, reported_by, reported_at, ${columnNames(
  COLUMNS,
).join(', ')}`;

function toGateReport(row: DatabaseRow): GateReportRow {
  return {
    ...readColumns(COLUMNS, row),
    entityRef: row.entity_ref,
    key: row.report_key,
    reportedBy: row.reported_by,
    at: Number(row.reported_at),
  } as GateReportRow;
}

/** See {@link Store.readGateReports}: of the 200 gates that reported last. */
export async function readGateReports(
  tx: Knex,
  query: {
    entityRef: string;
    environments?: readonly string[];
    perGate: number;
  },
): Promise<GateReportRow[]> {
  const among = query.environments
    ? dialectOf(tx).oneOf('environment', query.environments)
    : { sql: '1 = 1', bindings: [] };
  const rows = await queryRows(
    tx,
    `select * from (
       select numbered.*, dense_rank() over (order by newest desc, gate) as gate_number
       from (
         select ${NAMES},
           row_number() over (partition by gate order by reported_at desc, report_key desc) as report_number,
           max(reported_at) over (partition by gate) as newest
         from gate_report where entity_ref = ? and ${among.sql}
       ) as numbered
     ) as ranked
     where report_number <= ? and gate_number <= ?
     order by reported_at desc, report_key desc`,
    [query.entityRef, ...among.bindings, query.perGate, MOST_GATES],
  );
  return rows.map(toGateReport);
}

/** See {@link Store.listGateReports}. */
export async function listGateReports(
  tx: Knex,
  query: Parameters<Store['listGateReports']>[0],
): Promise<RowPage<GateReportRow>> {
  const gate = cleanText(query.gate);
  const { rows, nextCursor } = await listRows(tx, {
    select: `select ${NAMES} from gate_report`,
    time: 'reported_at',
    keys: ['report_key'],
    where: [
      condition('entity_ref = ?', query.entityRef),
      condition('gate_indexed = ?', indexedText(gate)),
      condition('gate = ?', gate),
      query.environments &&
        dialectOf(tx).oneOf('environment', query.environments),
      query.about && {
        sql: '(version = ? or (version is null and commit_sha = ?))',
        bindings: [
          cleanText(query.about.version ?? ''),
          cleanText(query.about.commit ?? ''),
        ],
      },
    ],
    page: query,
  });
  return { rows: rows.map(toGateReport), nextCursor };
}
