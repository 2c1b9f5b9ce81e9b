import type { Knex } from 'knex';
import { cleanText } from './cleanFact';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import type {
  EvaluationRow,
  EvaluationStore,
  GateOutcomeRow,
  MeasuredOutcomeRow,
} from './evaluationTypes';
import { condition } from './listRows';
import { groupRows, insertRows, sortRows, valuesTable } from './rows';

const DAY_MS = 86_400_000;
const MOST_GATES = 200;
/** Outcomes of a gate that its history counts. */
const HISTORY = 30;
const KEY = ['entity_ref', 'bucket_day', 'evaluation_id', 'gate'];

const dayOf = ({ createdAt }: Pick<EvaluationRow, 'createdAt'>) =>
  Math.floor(createdAt / DAY_MS);

/** Writes what gates said in an evaluation; one row a gate. */
export async function writeOutcomes(
  tx: Knex,
  evaluation: EvaluationRow,
  outcomes: readonly GateOutcomeRow[],
): Promise<void> {
  const { question } = evaluation;
  const rows = outcomes.map(one => ({
    entity_ref: question.entityRef,
    bucket_day: dayOf(evaluation),
    evaluation_id: evaluation.id,
    gate: one.gate,
    environment: question.environment,
    version: question.version,
    commit_sha: question.commit ?? null,
    phase: question.phase,
    kind: one.kind,
    mode: one.mode,
    outcome: one.outcome,
    measured: one.value,
    limit_value: one.limits?.fail ?? one.limits?.warn ?? null,
    unit: one.unit && cleanText(one.unit),
    summary: one.summary && cleanText(one.summary),
    evidence_url: one.evidenceUrl && cleanText(one.evidenceUrl),
    run_url: question.runUrl ?? null,
    judged_at: one.measuredAt ?? evaluation.createdAt,
    counted: 0,
    detail: JSON.stringify(one),
  }));
  await insertRows(tx, {
    table: 'gate_outcome',
    key: KEY,
    rows: sortRows(rows, KEY),
    update: [
      'outcome',
      'measured',
      'limit_value',
      'unit',
      'summary',
      'evidence_url',
      'judged_at',
      'detail',
    ],
  });
}

/** The evaluation is decided: from now on its outcomes are history, unless it was a what-if. */
export async function countDecided(
  tx: Knex,
  evaluation: EvaluationRow,
): Promise<void> {
  if (evaluation.dryRun) return;
  await queryRows(
    tx,
    `update gate_outcome set counted = 1 where entity_ref = ? and bucket_day = ? and evaluation_id = ?`,
    [evaluation.question.entityRef, dayOf(evaluation), evaluation.id],
  );
}

/** See {@link EvaluationStore.readOutcomes}. */
export async function readOutcomes(
  tx: Knex,
  evaluations: Parameters<EvaluationStore['readOutcomes']>[0],
): Promise<Map<string, GateOutcomeRow[]>> {
  if (evaluations.length === 0) return new Map();
  const wanted = valuesTable(
    ['text', 'bigint', 'text'],
    evaluations.map(one => [one.question.entityRef, dayOf(one), one.id]),
  );
  const rows = await queryRows(
    tx,
    `select evaluation_id, detail from gate_outcome
     where (entity_ref, bucket_day, evaluation_id) in ${wanted.sql} order by evaluation_id, gate`,
    wanted.bindings,
  );
  const grouped = groupRows(rows, row => row.evaluation_id as string);
  return new Map(
    [...grouped].map(([id, own]) => [
      id,
      own.map(row => JSON.parse(row.detail as string) as GateOutcomeRow),
    ]),
  );
}

const COLUMNS = `evaluation_id, gate, environment, version, commit_sha, phase, outcome, mode, measured, limit_value,
  unit, summary, evidence_url, run_url, judged_at`;

function toMeasured(row: DatabaseRow): MeasuredOutcomeRow {
  return {
    evaluationId: row.evaluation_id as string,
    gate: row.gate as string,
    environment: row.environment as string,
    version: row.version as string,
    commit: row.commit_sha as string | null,
    phase: row.phase as string,
    outcome: row.outcome as MeasuredOutcomeRow['outcome'],
    mode: row.mode as MeasuredOutcomeRow['mode'],
    value: row.measured as number | null,
    limit: row.limit_value as number | null,
    unit: row.unit as string | null,
    summary: row.summary as string | null,
    evidenceUrl: row.evidence_url as string | null,
    runUrl: row.run_url as string | null,
    at: Number(row.judged_at),
  };
}

/** See {@link EvaluationStore.readMeasuredOutcomes}. */
export async function readMeasuredOutcomes(
  tx: Knex,
  query: Parameters<EvaluationStore['readMeasuredOutcomes']>[0],
): Promise<MeasuredOutcomeRow[]> {
  const among = query.environments
    ? dialectOf(tx).oneOf('environment', query.environments)
    : { sql: '1 = 1', bindings: [] };
  const rows = await queryRows(
    tx,
    `select ${COLUMNS} from (
       select numbered.*, dense_rank() over (order by newest desc, gate) as gate_number
       from (
         select ${COLUMNS},
           row_number() over (partition by gate order by judged_at desc, evaluation_id desc) as outcome_number,
           max(judged_at) over (partition by gate) as newest
         from gate_outcome where entity_ref = ? and counted = 1 and ${among.sql}
       ) as numbered
     ) as ranked
     where outcome_number <= ? and gate_number <= ?
     order by judged_at desc, evaluation_id desc, gate`,
    [query.entityRef, ...among.bindings, query.perGate, MOST_GATES],
  );
  return rows.map(toMeasured);
}

/** See {@link EvaluationStore.listMeasuredOutcomes}. */
export async function listMeasuredOutcomes(
  tx: Knex,
  query: Parameters<EvaluationStore['listMeasuredOutcomes']>[0],
): Promise<MeasuredOutcomeRow[]> {
  const { before } = query;
  const conditions = [
    condition('entity_ref = ?', query.entityRef),
    condition('gate = ?', cleanText(query.gate)),
    query.environments &&
      dialectOf(tx).oneOf('environment', query.environments),
    before && {
      sql: '(judged_at, evaluation_id) < (?, ?)',
      bindings: [before.at, before.id],
    },
  ].filter(one => one !== undefined);
  const rows = await queryRows(
    tx,
    `select ${COLUMNS} from gate_outcome
     where counted = 1 and ${conditions.map(({ sql }) => sql).join(' and ')}
     order by judged_at desc, evaluation_id desc limit ?`,
    [...conditions.flatMap(({ bindings }) => bindings), query.limit],
  );
  return rows.map(toMeasured);
}

/** See {@link EvaluationStore.countOutcomes}. */
export async function countOutcomes(
  tx: Knex,
  query: { entityRef: string; environment: string },
): Promise<Map<string, { failed: number; of: number }>> {
  const rows = await queryRows(
    tx,
    `select gate, sum(case when outcome in ('pass', 'warn') then 0 else 1 end) as failed, count(*) as total
     from (
       select gate, outcome,
         row_number() over (partition by gate order by judged_at desc, evaluation_id desc) as outcome_number
       from gate_outcome
       where entity_ref = ? and counted = 1 and environment = ? and outcome not in ('pending', 'skipped')
     ) as numbered
     where outcome_number <= ? group by gate order by gate`,
    [query.entityRef, query.environment, HISTORY],
  );
  return new Map(
    rows.map(row => [
      row.gate as string,
      { failed: Number(row.failed), of: Number(row.total) },
    ]),
  );
}
