// @ts-check
/*
 * Where the polls of a source stand, so that any replica goes on where another left off. One row a source instance
 * (`target` is empty) and one for each repository it asks about.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.dialect === 'postgresql';
  const key = postgres ? 'text collate "C"' : 'text';
  await knex.raw(`create table poll_state (
    source ${key} not null,
    target ${key} not null,
    state text,
    polled_at bigint,
    paused_until bigint,
    problem text,
    primary key (source, target)
  )`);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop table poll_state');
};
