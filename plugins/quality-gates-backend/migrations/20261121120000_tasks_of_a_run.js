// @ts-check
/*
 * Jobs and stages were a row each, though they are only ever read by run and mostly told by run: writing them was two
 * fifths of keeping a trace. Now all of a run are one row (docs/adr/014). What was kept moves over.
 */

/** Fields of a task, by the column that held them. */
const FIELDS = {
  name: 'name',
  stage: 'stage',
  result: 'result',
  queuedAt: 'queued_at',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  url: 'url',
  spanId: 'span_id',
  $reportedBy: 'reported_by',
  $heardAt: 'heard_at',
};

/** @param {boolean} postgres */
function moveTasks(postgres) {
  const words = postgres
    ? {
        object: 'json_build_object',
        list: 'json_agg',
        json: 'cast(said as json)',
      }
    : { object: 'json_object', list: 'json_group_array', json: 'json(said)' };
  const fields = Object.entries(FIELDS).map(
    ([name, column]) => `'${name}', ${column}`,
  );
  const all = `${words.object}(${fields.join(', ')})`;
  const known = postgres
    ? `json_strip_nulls(${all})`
    : `json_patch('{}', ${all})`;
  const names = `${words.list}(distinct name) filter (where result = 'success' and name is not null)`;
  return `insert into run_tasks
      (entity_ref, bucket_day, run_key, task_count, passed, heard_at, tasks)
    select entity_ref, bucket_day, run_key, count(*), coalesce(cast(${names} as text), '[]'),
      min(heard_at), cast(${words.object}('shared', ${words.object}(), 'tasks', ${words.list}(
        ${words.object}('key', task_key, 'known', ${known}, 'said', ${words.json})
      )) as text)
    from task_run group by entity_ref, bucket_day, run_key`;
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.dialect === 'postgresql';
  const key = postgres ? 'text collate "C"' : 'text';
  await knex.raw(`create table run_tasks (
    entity_ref ${key} not null,
    bucket_day bigint not null,
    run_key ${key} not null,
    task_count bigint not null,
    passed text not null,
    heard_at bigint not null,
    tasks text not null,
    primary key (entity_ref, bucket_day, run_key)
  )`);
  await knex.raw(moveTasks(postgres));
  await knex.raw('drop table task_run');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const postgres = knex.client.dialect === 'postgresql';
  const key = postgres ? 'text collate "C"' : 'text';
  await knex.raw('drop table run_tasks');
  // Empty: replaying the traces and deliveries tells of them again.
  await knex.raw(`create table task_run (
    entity_ref ${key} not null,
    bucket_day bigint not null,
    run_key ${key} not null,
    task_key ${key} not null,
    name text,
    stage text,
    result text not null,
    phase text not null,
    queued_at bigint,
    started_at bigint,
    finished_at bigint,
    url text,
    span_id text,
    trust smallint not null,
    reported_by text,
    heard_at bigint not null,
    said text not null,
    primary key (entity_ref, bucket_day, run_key, task_key)
  )`);
};
