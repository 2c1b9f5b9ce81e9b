import type { FactType } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { queryRows } from './dialect';
import { groupRows, valuesTable } from './rows';
import { REPORT_TYPES } from './reports';
import type { FactTotalRow, FirstFactRow, ReportType } from './types';

/** Where facts of a type are. */
interface Place {
  readonly table: string;
  /** The number of facts of all rows; default: one a row. */
  readonly count?: string;
  /** Which rows of the table, where it holds several types. */
  readonly where?: string;
  readonly order: readonly string[];
}

/**
 * Where facts of a type are, and the columns that put an entity's newest first. Those of an index wherever there is
 * one: an entity may have very many runs.
 */
const NEWEST: Readonly<Record<FactType, Place>> = {
  commit: { table: 'repository_commit', order: ['committed_at', 'sha'] },
  change: { table: 'change_request', order: ['heard_at', 'change_key'] },
  run: { table: 'pipeline_run', order: ['occurred_at', 'run_key'] },
  task: {
    table: 'run_tasks',
    count: 'coalesce(sum(task_count), 0)',
    order: ['heard_at', 'run_key'],
  },
  deployment: {
    table: 'deployment',
    order: ['occurred_at', 'deployment_key', 'environment'],
  },
  incident: { table: 'incident', order: ['opened_at', 'incident_key'] },
  'gate-report': { table: 'gate_report', order: ['heard_at', 'report_key'] },
  ...(Object.fromEntries(
    REPORT_TYPES.map(type => [type, reportsOf(type)]),
  ) as Record<ReportType, Place>),
};

function reportsOf(type: ReportType): Place {
  return {
    table: 'report',
    where: `report_type = '${type}' and `,
    order: ['reported_at', 'report_key'],
  };
}

/** See {@link Store.listFirstFacts}. */
export async function listFirstFacts(
  tx: Knex,
  query: { after: readonly [string, string]; limit: number },
): Promise<FirstFactRow[]> {
  const rows = await queryRows(
    tx,
    `select entity_ref, fact_type, min(first_at) as first_at
     from entity_first_fact where (entity_ref, fact_type) > (?, ?)
     group by entity_ref, fact_type order by entity_ref, fact_type limit ?`,
    [...query.after, query.limit],
  );
  return rows.map(row => ({
    entityRef: row.entity_ref as string,
    type: row.fact_type as FactType,
    firstAt: Number(row.first_at),
  }));
}

/** See {@link Store.readFactTotals}. */
export async function readFactTotals(
  tx: Knex,
  facts: readonly Pick<FirstFactRow, 'entityRef' | 'type'>[],
): Promise<FactTotalRow[]> {
  if (facts.length === 0) return [];
  const parts = [...groupRows(facts, ({ type }) => type)].map(([type, own]) => {
    const place = NEWEST[type as FactType];
    const { table, count = 'count(*)', where = '', order } = place;
    const newest = order.map(column => `${column} desc`).join(', ');
    const values = valuesTable(
      ['text'],
      own.map(({ entityRef }) => [entityRef]),
    );
    const sql = `select '${type}' as fact_type, v.column1 as entity_ref,
      (select ${count} from ${table} where ${where}entity_ref = v.column1) as count,
      (select heard_at from ${table} where ${where}entity_ref = v.column1
       order by ${newest} limit 1) as last_at
      from ${values.sql} as v`;
    return { sql, bindings: values.bindings };
  });
  const rows = await queryRows(
    tx,
    parts.map(({ sql }) => sql).join(' union all '),
    parts.flatMap(({ bindings }) => bindings),
  );
  return rows.map(row => ({
    entityRef: row.entity_ref as string,
    type: row.fact_type as FactType,
    lastAt: row.last_at === null ? null : Number(row.last_at),
    count: Number(row.count),
  }));
}
