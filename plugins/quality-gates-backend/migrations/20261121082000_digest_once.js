// @ts-check
/*
 * The digest of a run's trace stands in `said`; a column beside it wrote the longest field of a run twice.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('alter table pipeline_run drop column digest');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('alter table pipeline_run add column digest text');
};
