import type { Knex } from 'knex';

/** Tables whose rows follow from the facts alone. */
export const FACT_TABLES = [
  'pipeline_run',
  'run_tasks',
  'deployment',
  'change_lead',
  'incident',
  'repository_commit',
  'change_request',
  'gate_report',
  'report',
  'unmapped_fact',
  'entity_first_fact',
] as const;

/** All rows of the fact tables, as sorted texts: equal contents are equal values. */
export async function dumpTables(
  knex: Knex,
  tables: readonly string[] = FACT_TABLES,
): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const table of tables) {
    const rows: Record<string, unknown>[] = await knex(table).select('*');
    dump[table] = rows
      .map(({ delivery_ids: _ids, ...row }) => JSON.stringify(row))
      .sort();
  }
  return dump;
}

/** Empties all tables. */
export async function emptyTables(knex: Knex): Promise<void> {
  for (const table of [
    ...FACT_TABLES,
    'delivery',
    'dirty_entity',
    'trace_segment',
  ]) {
    await knex(table).delete();
  }
}
