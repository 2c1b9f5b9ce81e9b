// @ts-check
/*
 * What a deployment request was answered with: one row a request that a system asked us about and waits for. It counts
 * the reports that were sent, so that a system's limit holds over restarts, and keeps the intent before the answer
 * leaves, so that whoever goes on after a crash asks first whether it arrived.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.dialect === 'postgresql';
  const key = postgres ? 'text collate "C"' : 'text';
  await knex.raw(`create table deployment_answer (
    entity_ref ${key} not null,
    request_key ${key} not null,
    evaluation_id text not null,
    state text not null,
    verdict text,
    reports bigint not null,
    last_report text,
    note text,
    asked_at bigint not null,
    checked_at bigint not null,
    primary key (entity_ref, request_key)
  )`);
  // The reconciliation: open ones, the one looked at longest ago first.
  await knex.raw(
    `create index deployment_answer_open on deployment_answer (checked_at, entity_ref, request_key)
     where state in ('open', 'answering', 'failed')`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop table deployment_answer');
};
