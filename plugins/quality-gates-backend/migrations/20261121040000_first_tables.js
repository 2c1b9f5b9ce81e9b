// @ts-check
/**
 * The first tables: what was received, what it said about whom, and what each deployment brought.
 *
 * Keys come from content (no serial ids), nothing refers to another fact (no foreign keys), and every fact table's
 * key begins with the entity, so that the tables can be spread over machines by it. Instants are bigint milliseconds,
 * flags are smallint 0 or 1, both the same on either engine. `said` holds, per field, the best statement ever made;
 * the other columns of a fact are read off it.
 *
 * Key texts are compared byte by byte on both engines: PostgreSQL would otherwise sort them by the language of the
 * database, and pages would end elsewhere.
 */

/**
 * @param {import('knex').Knex} knex
 */
function words(knex) {
  const postgres = knex.client.dialect === 'postgresql';
  return {
    key: postgres ? 'text collate "C"' : 'text',
    blob: postgres ? 'bytea' : 'blob',
    // Rows under 200 bytes are kept in the key's own tree: one lookup instead of two.
    narrow: postgres ? '' : 'without rowid',
  };
}

/** @typedef {(w: ReturnType<typeof words>) => string[]} Part */

// What came in.
/** @type {Part} */
const received = w => [
  `create table delivery (
    source ${w.key} not null,
    external_id ${w.key} not null,
    id ${w.key} not null,
    kind text not null,
    sender text,
    headers text not null,
    codec text not null,
    body ${w.blob},
    body_hash text not null,
    state text not null,
    reason text,
    facts text not null,
    received_at bigint not null,
    processed_at bigint,
    primary key (source, external_id)
  )`,
  // GET /deliveries/{id}
  `create unique index delivery_id on delivery (id)`,
  // The worker: the oldest that wait. GET /deliveries?state=
  `create index delivery_state on delivery (state, received_at, id)`,
  // GET /deliveries
  `create index delivery_received on delivery (received_at, id)`,

  `create table trace_segment (
    trace_id ${w.key} not null,
    bucket_day bigint not null,
    content_hash ${w.key} not null,
    sender text not null,
    span_count bigint not null,
    codec text not null,
    spans ${w.blob} not null,
    primary key (trace_id, bucket_day, content_hash)
  )`,
];

// Runs.
/** @type {Part} */
const runs = w => [
  `create table run_identity (
    run_key ${w.key} not null,
    bucket_day bigint not null,
    primary key (run_key)
  ) ${w.narrow}`,

  `create table pipeline_run (
    entity_ref ${w.key} not null,
    run_key ${w.key} not null,
    pipeline text,
    pipeline_indexed text,
    attempt bigint not null,
    result text not null,
    phase text not null,
    branch text,
    commit_sha text,
    pull_request text,
    queued_at bigint,
    started_at bigint,
    dequeued_at bigint,
    finished_at bigint,
    occurred_at bigint not null,
    url text,
    default_branch smallint,
    actor text,
    trace_ids text,
    reported_by text,
    heard_at bigint not null,
    said text not null,
    primary key (entity_ref, run_key)
  )`,
  // …/runs
  `create index pipeline_run_occurred on pipeline_run (entity_ref, occurred_at, run_key)`,
  // …/runs?pipeline=
  `create index pipeline_run_pipeline on pipeline_run (entity_ref, pipeline_indexed, occurred_at)`,
  // All entities of a run
  `create index pipeline_run_key on pipeline_run (run_key, entity_ref)`,
];

// Jobs and stages.
/** @type {Part} */
const tasks = w => [
  `create table task_run (
    entity_ref ${w.key} not null,
    bucket_day bigint not null,
    run_key ${w.key} not null,
    task_key ${w.key} not null,
    name text,
    stage text,
    result text not null,
    phase text not null,
    queued_at bigint,
    started_at bigint,
    finished_at bigint,
    url text,
    span_id text,
    trust smallint not null,
    reported_by text,
    heard_at bigint not null,
    said text not null,
    primary key (entity_ref, bucket_day, run_key, task_key)
  )`,
];

// Deployments.
/** @type {Part} */
const deployments = w => [
  `create table deployment (
    entity_ref ${w.key} not null,
    environment ${w.key} not null,
    deployment_key ${w.key} not null,
    deployment_id text,
    version text,
    commit_sha text,
    previous_commit text,
    result text,
    status text,
    phase text not null,
    reached_environment smallint,
    reached smallint not null,
    started_at bigint,
    finished_at bigint,
    occurred_at bigint not null,
    url text,
    actor text,
    digest text,
    rollback_of text,
    hotfix_for text,
    run_url text,
    commits text,
    inferred_rollback_of text,
    commits_from text not null default 'unknown',
    negative_lead_times bigint not null default 0,
    reported_by text,
    heard_at bigint not null,
    said text not null,
    primary key (entity_ref, environment, deployment_key)
  )`,
  // The projection: deployments of an environment in order of time
  `create index deployment_finished on deployment (entity_ref, environment, finished_at, reached)`,
  // …/deployments, …/dora
  `create index deployment_occurred on deployment (entity_ref, occurred_at, deployment_key, environment)`,
];

// What deployments brought first.
/** @type {Part} */
const changes = w => [
  `create table change_lead (
    entity_ref ${w.key} not null,
    environment ${w.key} not null,
    sha ${w.key} not null,
    author text,
    committed_at bigint not null,
    deployed_at bigint not null,
    deployment_key ${w.key} not null,
    primary key (entity_ref, environment, sha)
  ) ${w.narrow}`,
  // …/dora: lead times of a window; the projection: those to make again
  `create index change_lead_deployed on change_lead (entity_ref, environment, deployed_at)`,
  // …/deployments: the changes of each
  `create index change_lead_deployment on change_lead (entity_ref, deployment_key)`,
];

// What went wrong.
/** @type {Part} */
const incidents = w => [
  `create table incident (
    entity_ref ${w.key} not null,
    incident_key ${w.key} not null,
    incident_id text,
    opened_at bigint not null,
    resolved_at bigint,
    severity text,
    title text,
    url text,
    labels text,
    cause text,
    deployment_id text,
    reported_by text,
    heard_at bigint not null,
    said text not null,
    primary key (entity_ref, incident_key)
  )`,
  // …/incidents, …/dora
  `create index incident_opened on incident (entity_ref, opened_at, incident_key)`,
];

// History of the code.
/** @type {Part} */
const history = w => [
  `create table repository_commit (
    entity_ref ${w.key} not null,
    sha ${w.key} not null,
    parents text,
    committed_at bigint,
    author text,
    merge smallint,
    branch text,
    title text,
    url text,
    touches smallint not null,
    reported_by text,
    heard_at bigint not null,
    said text not null,
    primary key (entity_ref, sha)
  )`,
  // The walk over the newest commits of an entity
  `create index repository_commit_committed on repository_commit (entity_ref, committed_at, sha)`,

  `create table change_request (
    entity_ref ${w.key} not null,
    change_key ${w.key} not null,
    change_id text,
    url text,
    title text,
    author text,
    opened_at bigint,
    ready_at bigint,
    first_review_at bigint,
    approved_at bigint,
    merged_at bigint,
    closed_at bigint,
    head_sha text,
    merge_sha text,
    target_branch text,
    reported_by text,
    heard_at bigint not null,
    said text not null,
    primary key (entity_ref, change_key)
  )`,
];

// Gates that others judged.
/** @type {Part} */
const gates = w => [
  `create table gate_report (
    entity_ref ${w.key} not null,
    report_key ${w.key} not null,
    report_id text,
    gate text not null,
    gate_indexed text not null,
    environment text,
    version text,
    commit_sha text,
    deployment_id text,
    run_url text,
    gate_phase text,
    outcome text not null,
    measured double precision,
    limit_value double precision,
    unit text,
    summary text,
    evidence_url text,
    reported_at bigint not null,
    reported_by text,
    heard_at bigint not null,
    said text not null,
    primary key (entity_ref, report_key)
  )`,
  // …/gates, …/gates/{gate}/outcomes
  `create index gate_report_gate on gate_report (entity_ref, gate_indexed, reported_at, report_key)`,
];

// What belongs to nobody, and what is known of entities.
/** @type {Part} */
const owners = w => [
  `create table unmapped_fact (
    source ${w.key} not null,
    fact_type ${w.key} not null,
    fact_key ${w.key} not null,
    own_key text not null,
    reason text not null,
    candidates text not null,
    said text not null,
    delivery_ids text not null,
    first_at bigint not null,
    last_at bigint not null,
    heard_count bigint not null,
    primary key (source, fact_type, fact_key)
  )`,
  // GET /unmapped
  `create index unmapped_fact_last on unmapped_fact (last_at, source, fact_type, fact_key)`,

  // The mark is also the lock of its entity; whoever works it off deletes it.
  `create table dirty_entity (
    entity_ref ${w.key} not null,
    since bigint not null,
    seq bigint not null,
    primary key (entity_ref)
  ) ${w.narrow}`,

  // Which sources an entity has at all, and which environments: without reading its facts.
  `create table entity_first_fact (
    entity_ref ${w.key} not null,
    fact_type ${w.key} not null,
    environment ${w.key} not null,
    first_at bigint not null,
    primary key (entity_ref, fact_type, environment)
  ) ${w.narrow}`,
];

const TABLES = [
  'entity_first_fact',
  'dirty_entity',
  'unmapped_fact',
  'gate_report',
  'change_request',
  'repository_commit',
  'incident',
  'change_lead',
  'deployment',
  'task_run',
  'pipeline_run',
  'run_identity',
  'trace_segment',
  'delivery',
];

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const w = words(knex);
  const parts = [
    received,
    runs,
    tasks,
    deployments,
    changes,
    incidents,
    history,
    gates,
    owners,
  ];
  const statements = parts.flatMap(part => part(w));
  for (const statement of statements) await knex.raw(statement);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of TABLES) await knex.schema.dropTable(table);
};
