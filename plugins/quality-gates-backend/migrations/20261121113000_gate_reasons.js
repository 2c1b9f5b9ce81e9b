// @ts-check
/*
 * Why an outcome is what it is, as a code: a gate that passed because its policy lets no data pass is told apart in the
 * history. Null for outcomes older than this column.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`alter table gate_outcome add column reason_code text`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw(`alter table gate_outcome drop column reason_code`);
};
