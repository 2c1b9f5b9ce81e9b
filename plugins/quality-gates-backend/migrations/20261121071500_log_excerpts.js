// @ts-check
/*
 * What a job or step printed: the last lines of each span, masked, one row a span and day. Time-partitioned like the
 * trace segments they belong to, so both can be dropped together.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.dialect === 'postgresql';
  const key = postgres ? 'text collate "C"' : 'text';
  await knex.raw(`create table log_excerpt (
    trace_id ${key} not null,
    bucket_day bigint not null,
    span_id ${key} not null,
    size_bytes bigint not null,
    lines text not null,
    heard_at bigint not null,
    primary key (trace_id, bucket_day, span_id)
  )`);
  // The sweep: excerpts of traces that never came, and those that are too old.
  await knex.raw(
    `create index log_excerpt_heard on log_excerpt (heard_at, trace_id, bucket_day, span_id)`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop table log_excerpt');
};
