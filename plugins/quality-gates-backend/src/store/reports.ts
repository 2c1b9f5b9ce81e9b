import type { Knex } from 'knex';
import { cleanKey, cleanText } from './cleanFact';
import { indexedText } from './columns';
import { queryRows, type DatabaseRow } from './dialect';
import type { FactTable } from './factTable';
import { phaseOf, valueOf } from './joinFields';
import { condition, listRows } from './listRows';
import { readSaid } from './saidText';
import type { ListQuery, ReportRow, ReportType, RowPage } from './types';

/** Every type that the table `report` holds. */
export const REPORT_TYPES = [
  'deployment-request',
  'test-report',
  'scan-report',
  'cache-report',
  'affected-set',
  'check-report',
  'flag',
  'event',
] as const satisfies readonly ReportType[];

/** What was reported beside runs, deployments and incidents: one row a report and entity, all types in one table. */
export const reportTables: readonly FactTable[] = REPORT_TYPES.map(type => ({
  type,
  table: 'report',
  key: { entity_ref: 'text', report_type: 'text', report_key: 'text' },
  keyOf: ({ entityRef, key }) => ({
    entity_ref: entityRef,
    report_type: type,
    report_key: key,
  }),
  columns: [],
  derive: said => {
    const commit = valueOf<string>(said, 'commit');
    return {
      commit_sha: commit === undefined ? null : indexedText(commit),
      reported_at:
        valueOf<number>(said, '$lastAt') ?? valueOf<number>(said, '$heardAt')!,
    };
  },
}));

/** See {@link Store.listReports}. */
export async function listReports<T extends ReportType>(
  tx: Knex,
  query: Omit<ListQuery, 'environments'> & {
    readonly type: T;
    readonly commit?: string;
    /** Reported, or heard of, then or later. */
    readonly since?: number;
  },
): Promise<RowPage<ReportRow<T>>> {
  const { rows, nextCursor } = await listRows(tx, {
    select: `select entity_ref, report_key, reported_at, reported_by, said from report`,
    time: 'reported_at',
    keys: ['report_key'],
    where: [
      condition('entity_ref = ?', query.entityRef),
      condition('report_type = ?', query.type),
      condition(
        'commit_sha = ?',
        query.commit && indexedText(cleanText(query.commit)),
      ),
      query.since === undefined
        ? undefined
        : {
            sql: '(reported_at >= ? or heard_at >= ?)',
            bindings: [query.since, query.since],
          },
    ],
    page: query,
  });
  return { rows: rows.map(row => toReport(query.type, row)), nextCursor };
}

/** See {@link Store.readReport}. */
export async function readReport<T extends ReportType>(
  tx: Knex,
  entityRef: string,
  type: T,
  key: string,
): Promise<ReportRow<T> | undefined> {
  const rows = await queryRows(
    tx,
    `select entity_ref, report_key, reported_at, reported_by, said from report
     where entity_ref = ? and report_type = ? and report_key = ?`,
    [entityRef, type, cleanKey(key)],
  );
  return rows.map(row => toReport(type, row)).at(0);
}

/** See {@link Store.hasReports}. */
export async function hasReports(
  tx: Knex,
  entityRef: string,
  type: ReportType,
): Promise<boolean> {
  const rows = await queryRows(
    tx,
    `select 1 as found from report where entity_ref = ? and report_type = ? limit 1`,
    [entityRef, type],
  );
  return rows.length > 0;
}

/** A row of the table `report` as it is read. */
export function toReport<T extends ReportType>(
  type: T,
  row: DatabaseRow,
): ReportRow<T> {
  const said = readSaid(row.said as string);
  const data = Object.fromEntries(
    Object.entries(said)
      .filter(([field]) => !field.startsWith('$'))
      .map(([field, [value]]) => [field, value]),
  );
  return {
    entityRef: row.entity_ref as string,
    key: row.report_key as string,
    type,
    at: Number(row.reported_at),
    phase: phaseOf(said),
    reportedBy: row.reported_by as string | null,
    source: valueOf<string>(said, '$source'),
    data: data as unknown as ReportRow<T>['data'],
  };
}
