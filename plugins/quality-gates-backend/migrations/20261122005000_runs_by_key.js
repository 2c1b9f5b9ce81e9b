// @ts-check
/*
 * The key of a run's row began with its entity, and an index had the same two columns the other way round, to find all
 * entities of a run. A key that begins with the run serves both (docs/adr/015).
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('drop index pipeline_run_key');
  await rekey(knex, 'run_key, entity_ref');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await rekey(knex, 'entity_ref, run_key');
  await knex.raw(
    'create index pipeline_run_key on pipeline_run (run_key, entity_ref)',
  );
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} columns
 */
async function rekey(knex, columns) {
  if (knex.client.dialect === 'postgresql') {
    await knex.raw(`alter table pipeline_run
      drop constraint pipeline_run_pkey, add primary key (${columns})`);
    return;
  }
  // SQLite cannot change the key of a table: it is made anew, with the indexes it had.
  /** @type {{ type: string, name: string, sql: string }[]} */
  const parts = await knex.raw(
    `select type, name, sql from sqlite_master
     where tbl_name = 'pipeline_run' and sql is not null`,
  );
  const table = parts.find(({ type }) => type === 'table');
  const indexes = parts.filter(({ type }) => type === 'index');
  await knex.raw('alter table pipeline_run rename to pipeline_run_before');
  for (const { name } of indexes) await knex.raw(`drop index ${name}`);
  await knex.raw(
    String(table?.sql).replace(
      /primary key \([^)]*\)/,
      `primary key (${columns})`,
    ),
  );
  await knex.raw('insert into pipeline_run select * from pipeline_run_before');
  await knex.raw('drop table pipeline_run_before');
  for (const { sql } of indexes) await knex.raw(sql);
}
