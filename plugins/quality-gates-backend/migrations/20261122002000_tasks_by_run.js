// @ts-check
/*
 * The day in the key of a run's tasks was for partitions by week, when each job was a row. `run_identity` was there to
 * fix that day, and cost as much as an index of its own. A run and its tasks are a row each now, under the same key
 * (docs/adr/015).
 */

const DAY_MS = 86_400_000;

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await rebuild(knex, {
    key: ['entity_ref', 'run_key'],
    from: 'run_tasks_before',
  });
  await knex.raw('drop table run_identity');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const { text, narrow } = words(knex);
  await knex.raw(`create table run_identity (
    run_key ${text} not null,
    bucket_day bigint not null,
    primary key (run_key)
  ) ${narrow}`);
  await knex.raw(`insert into run_identity (run_key, bucket_day)
    select run_key, min(heard_at) / ${DAY_MS} from run_tasks group by run_key`);
  await rebuild(knex, {
    key: ['entity_ref', 'bucket_day', 'run_key'],
    from: 'run_tasks_before join run_identity using (run_key)',
  });
};

/**
 * Makes `run_tasks` anew with another key. SQLite cannot change the key of a table.
 *
 * @param {import('knex').Knex} knex
 * @param {{ key: string[], from: string }} as
 */
async function rebuild(knex, { key, from }) {
  const { text, postgres } = words(knex);
  /** @type {Record<string, string>} */
  const types = { entity_ref: text, bucket_day: 'bigint', run_key: text };
  const columns = [...key, 'task_count', 'passed', 'heard_at', 'tasks'];
  await knex.raw('alter table run_tasks rename to run_tasks_before');
  if (postgres) {
    await knex.raw(
      'alter index run_tasks_pkey rename to run_tasks_before_pkey',
    );
  }
  await knex.raw(`create table run_tasks (
    ${key.map(column => `${column} ${types[column]} not null`).join(', ')},
    task_count bigint not null,
    passed text not null,
    heard_at bigint not null,
    tasks text not null,
    primary key (${key.join(', ')})
  )`);
  await knex.raw(
    `insert into run_tasks (${columns}) select ${columns} from ${from}`,
  );
  await knex.raw('drop table run_tasks_before');
}

/**
 * @param {import('knex').Knex} knex
 */
function words(knex) {
  const postgres = knex.client.dialect === 'postgresql';
  return {
    postgres,
    text: postgres ? 'text collate "C"' : 'text',
    narrow: postgres ? '' : 'without rowid',
  };
}
