// @ts-check
/*
 * Deployments that say that they are rollbacks, and not of what: the workflow that made them is called so. Null where
 * nobody says.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`alter table deployment add column is_rollback smallint`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw(`alter table deployment drop column is_rollback`);
};
