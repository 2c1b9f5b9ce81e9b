// @ts-check
/*
 * How long a gate took to say what it says: from the question to the look that first came to this outcome, whatever
 * looks confirmed it later. Null while it is open, for gates that were skipped, and in evaluations that supersede
 * another, which take over part of what was measured before.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`alter table gate_outcome add column took_ms bigint`);
  // What is waited for: how long the newest of a gate took
  await knex.raw(
    `create index gate_outcome_took on gate_outcome (entity_ref, environment, gate, judged_at, evaluation_id, took_ms)
     where counted = 1 and took_ms is not null`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index gate_outcome_took');
  await knex.raw(`alter table gate_outcome drop column took_ms`);
};
