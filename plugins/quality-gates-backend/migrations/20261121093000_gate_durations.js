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
  // How the newest outcomes of a gate ended, and how long they took
  await knex.raw(
    `create index gate_outcome_newest on gate_outcome
       (entity_ref, environment, gate, judged_at, evaluation_id, outcome, took_ms)
     where counted = 1`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index gate_outcome_newest');
  await knex.raw(`alter table gate_outcome drop column took_ms`);
};
