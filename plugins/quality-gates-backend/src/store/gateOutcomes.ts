import type { Knex } from 'knex';
import { cleanText } from './cleanFact';
import { queryRows } from './dialect';
import type { EvaluationStore } from './EvaluationStore';
import type { EvaluationRow, GateOutcomeRow } from './evaluationTypes';
import { readPlaces } from './gatePlaces';
import type { GateCount } from './gateRecordTypes';
import { groupRows, insertRows, sortRows, valuesTable } from './rows';

const DAY_MS = 86_400_000;
/** Outcomes of a gate that its history counts. */
const HISTORY = 30;
/** Outcomes that are no failure. */
const GOOD: readonly string[] = ['pass', 'warn'];
const KEY = ['entity_ref', 'bucket_day', 'evaluation_id', 'gate'];

const dayOf = ({ createdAt }: Pick<EvaluationRow, 'createdAt'>) =>
  Math.floor(createdAt / DAY_MS);

/** Writes what gates said in an evaluation; one row a gate. With `decided` they are history, unless it was a what-if. */
export async function writeOutcomes(
  tx: Knex,
  evaluation: EvaluationRow,
  outcomes: readonly GateOutcomeRow[],
  { decided = false }: { readonly decided?: boolean } = {},
): Promise<void> {
  const { question } = evaluation;
  const counted = decided && !evaluation.dryRun ? 1 : 0;
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
    counted,
    took_ms: tookMs(evaluation, one),
    reason_code: cleanText(one.reason.code),
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
      'counted',
      'reason_code',
      'detail',
      // A look that confirms what was known took no longer to say it.
      {
        column: 'took_ms',
        to: `case when gate_outcome.outcome = excluded.outcome then gate_outcome.took_ms else excluded.took_ms end`,
      },
    ],
  });
}

/** From the question to this look; null where that says nothing about how long the gate takes. */
function tookMs(
  { createdAt, supersedes }: EvaluationRow,
  { done, outcome, measuredAt }: GateOutcomeRow,
): number | null {
  if (supersedes !== null || !done || outcome === 'skipped') return null;
  return measuredAt && Math.max(0, measuredAt - createdAt);
}

/** As {@link writeOutcomes} with `decided`, for those that were written before. */
export async function countDecided(
  tx: Knex,
  evaluation: EvaluationRow,
): Promise<void> {
  if (evaluation.dryRun) return;
  await queryRows(
    tx,
    `update gate_outcome set counted = 1 where entity_ref = ? and bucket_day = ? and evaluation_id = ? and counted = 0`,
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

/** See {@link EvaluationStore.countOutcomes}. */
export async function countOutcomes(
  tx: Knex,
  query: Parameters<EvaluationStore['countOutcomes']>[0],
): Promise<GateCount[]> {
  const found = await readPlaces(tx, query.entityRef, query.gates, {
    value: 'outcome',
    where: `outcome not in ('pending', 'skipped')`,
    bindings: [],
    limit: HISTORY,
  });
  return found.map(({ environment, gate, values }) => ({
    ...{ environment, gate },
    failed: values.filter(one => !GOOD.includes(one)).length,
    of: values.length,
  }));
}
