// @ts-check
/*
 * Indexes by which what is older than `retention.facts` is found: verdicts and everything kept with them.
 */

const INDEXES = [
  // Retention: decided evaluations, the oldest first
  `create index evaluation_decided on evaluation (decided_at, id) where decided_at is not null`,
  // Retention: whether an evaluation of the chain is still needed
  `create index evaluation_chain on evaluation (entity_ref, chain_id)`,
  // Retention: whether a newer verdict about the version is there
  `create index evaluation_version on evaluation (entity_ref, environment, version, created_at)`,
  // Retention: keys of evaluations that go
  `create index evaluation_key_evaluation on evaluation_key (evaluation_id)`,
  // Retention: notices that left long ago
  `create index outbox_created on outbox (created_at, id) where state in ('sent', 'failed')`,
  // Retention: requests answered long ago
  `create index deployment_answer_given on deployment_answer (asked_at, entity_ref, request_key)
   where state in ('approved', 'rejected', 'ended')`,
  // Retention: whether an answer refers to an evaluation
  `create index deployment_answer_evaluation on deployment_answer (evaluation_id)`,
];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const index of INDEXES) await knex.raw(index);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const index of INDEXES) {
    await knex.raw(`drop index ${index.split(' ')[2]}`);
  }
};
