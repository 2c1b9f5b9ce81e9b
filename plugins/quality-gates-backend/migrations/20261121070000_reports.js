// @ts-check
/*
 * Reports beside the run: test results, scans, caches, affected projects, readiness answers, flags, infrastructure
 * events and requests to deploy. One table for all, because all of them are read the same way: the newest of a type,
 * of an entity, perhaps of one commit. What a report says stands in `said`.
 */

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const postgres = knex.client.dialect === 'postgresql';
  const key = postgres ? 'text collate "C"' : 'text';
  await knex.raw(`create table report (
    entity_ref ${key} not null,
    report_type ${key} not null,
    report_key ${key} not null,
    commit_sha text,
    reported_at bigint not null,
    reported_by text,
    heard_at bigint not null,
    said text not null,
    primary key (entity_ref, report_type, report_key)
  )`);
  // The newest of a type: pipeline health, gates, the timeline.
  await knex.raw(
    `create index report_newest on report (entity_ref, report_type, reported_at, report_key)`,
  );
  // The newest of a commit: gates.
  await knex.raw(
    `create index report_commit on report (entity_ref, report_type, commit_sha, reported_at, report_key)`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop table report');
};
