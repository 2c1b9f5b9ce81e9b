// @ts-check
/*
 * Questions whether a version may be deployed, what each gate said, and what people did about it.
 *
 * An evaluation grows while it is open and is never changed once decided. While open it is worked on by whoever holds
 * its lease: `fence` grows with every claim, and what is written under an older one changes nothing. A gate has one
 * row in an evaluation, whoever measured it. What leaves Quality Gates because of a verdict is an `outbox` row of the
 * same transaction; its id comes from its content, so that it is one however often it is told.
 */

/**
 * @param {import('knex').Knex} knex
 */
function words(knex) {
  const postgres = knex.client.dialect === 'postgresql';
  return {
    key: postgres ? 'text collate "C"' : 'text',
    narrow: postgres ? '' : 'without rowid',
  };
}

/** @typedef {(w: ReturnType<typeof words>) => string[]} Part */

/** @type {Part} */
const evaluations = w => [
  `create table evaluation (
    id ${w.key} not null,
    entity_ref ${w.key} not null,
    environment ${w.key} not null,
    version ${w.key} not null,
    commit_sha text,
    digest text,
    phase text not null,
    request text not null,
    policy_name text,
    policy_digest text,
    policy text,
    dry_run smallint not null,
    chain_id ${w.key} not null,
    chain_created_at bigint not null,
    supersedes text,
    superseded_by text,
    created_at bigint not null,
    deadline_at bigint not null,
    decision text not null,
    answer text not null,
    decided_at bigint,
    expires_at bigint,
    invalidated text,
    next_at bigint,
    wake_seq bigint not null,
    seen_seq bigint not null,
    lease_owner text,
    lease_until bigint,
    fence bigint not null,
    primary key (id)
  )`,
  // …/evaluations, …/environments: the newest of an entity and environment
  `create index evaluation_newest on evaluation (entity_ref, environment, created_at, id)`,
  // …/evaluations of every environment
  `create index evaluation_created on evaluation (entity_ref, created_at, id)`,
  // The worker: open ones that are due
  `create index evaluation_due on evaluation (next_at, id) where decided_at is null`,
  // A fact arrived: open ones of its entity
  `create index evaluation_open on evaluation (entity_ref) where decided_at is null`,

  // Which evaluation answers a question that is asked again.
  `create table evaluation_key (
    idempotency_key ${w.key} not null,
    evaluation_id ${w.key} not null,
    question text not null,
    primary key (idempotency_key)
  ) ${w.narrow}`,
];

/** @type {Part} */
const outcomes = w => [
  `create table gate_outcome (
    entity_ref ${w.key} not null,
    bucket_day bigint not null,
    evaluation_id ${w.key} not null,
    gate ${w.key} not null,
    environment ${w.key} not null,
    version text not null,
    commit_sha text,
    phase text not null,
    kind text not null,
    mode text not null,
    outcome text not null,
    measured double precision,
    limit_value double precision,
    unit text,
    summary text,
    evidence_url text,
    run_url text,
    judged_at bigint not null,
    counted smallint not null,
    detail text not null,
    primary key (entity_ref, bucket_day, evaluation_id, gate)
  )`,
  // …/gates, …/gates/{gate}/outcomes: those of decided evaluations that are no what-if
  `create index gate_outcome_gate on gate_outcome (entity_ref, gate, judged_at, evaluation_id) where counted = 1`,
];

/** @type {Part} */
const acts = w => [
  `create table evaluation_act (
    entity_ref ${w.key} not null,
    act_id ${w.key} not null,
    chain_id ${w.key} not null,
    evaluation_id ${w.key} not null,
    environment ${w.key} not null,
    version ${w.key},
    act_type text not null,
    gate text,
    who text not null,
    happened_at bigint not null,
    until_at bigint,
    detail text not null,
    primary key (entity_ref, act_id)
  )`,
  // Approvals, claims and the audit trail of an evaluation and those before it
  `create index evaluation_act_chain on evaluation_act (entity_ref, chain_id, happened_at, act_id)`,
  // Waivers and broken glasses that hold in an environment
  `create index evaluation_act_until on evaluation_act (entity_ref, environment, act_type, until_at)`,
];

/** @type {Part} */
const outbox = w => [
  `create table outbox (
    id ${w.key} not null,
    kind text not null,
    entity_ref ${w.key} not null,
    payload text not null,
    state text not null,
    attempts bigint not null,
    created_at bigint not null,
    next_at bigint not null,
    last_error text,
    primary key (id)
  )`,
  // The delivery loop: what waits and is due
  `create index outbox_due on outbox (state, next_at, id)`,

  // Facts that ask for an evaluation of themselves, each once.
  `create table evaluation_trigger (
    entity_ref ${w.key} not null,
    trigger_key ${w.key} not null,
    fact_type text not null,
    fact_key text not null,
    environment text not null,
    state text not null,
    next_at bigint not null,
    primary key (entity_ref, trigger_key)
  )`,
  `create index evaluation_trigger_due on evaluation_trigger (next_at, entity_ref, trigger_key) where state = 'new'`,

  // Gates: the runs of a commit, and who started them.
  `create index pipeline_run_commit on pipeline_run (entity_ref, commit_sha, occurred_at)`,
  // Gates: incidents that are not over.
  `create index incident_unresolved on incident (entity_ref, opened_at, incident_key) where resolved_at is null`,
];

const TABLES = [
  'evaluation_trigger',
  'outbox',
  'evaluation_act',
  'gate_outcome',
  'evaluation_key',
  'evaluation',
];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const w = words(knex);
  const parts = [evaluations, outcomes, acts, outbox];
  const statements = parts.flatMap(part => part(w));
  for (const statement of statements) await knex.raw(statement);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index incident_unresolved');
  await knex.raw('drop index pipeline_run_commit');
  for (const table of TABLES) await knex.schema.dropTable(table);
};
