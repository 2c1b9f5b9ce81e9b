// @ts-check
/*
 * What pipeline health asks of every run of a window: the few spans of its trace that failed or restored a cache, so
 * that no list opens traces, and the other runs of the same commit.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw('alter table pipeline_run add column digest text');
  // Other attempts of the commit of a failed run.
  await knex.raw(
    'create index pipeline_run_commit on pipeline_run (entity_ref, commit_sha)',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index pipeline_run_commit');
  await knex.raw('alter table pipeline_run drop column digest');
};
