/**
 * What deployment requests were answered with. Every change is one statement that names the state it starts from, so
 * that two replicas never both believe that theirs was the answer, and reports never exceed their limit.
 */
import type { Knex } from 'knex';
import { cleanKey, cleanText } from './cleanFact';
import { queryRows, type DatabaseRow } from './dialect';
import type {
  AnswerKey,
  AnswerState,
  DeploymentAnswer,
  DeploymentAnswers,
} from './outgoingTypes';

const COLUMNS =
  'entity_ref, request_key, evaluation_id, state, verdict, reports, last_report, note';
const OPEN = `state in ('open', 'answering', 'failed')`;
const MOST_ASKERS = 10_000;
const ONE = 'entity_ref = ? and request_key = ?';

function bindings({ entityRef, requestKey }: AnswerKey) {
  return [cleanKey(entityRef), cleanKey(requestKey)];
}

/** See {@link DeploymentAnswers.openAnswer}. */
export async function openAnswer(
  tx: Knex,
  key: Parameters<DeploymentAnswers['openAnswer']>[0],
): Promise<DeploymentAnswer> {
  const rows = await queryRows(
    tx,
    `insert into deployment_answer (entity_ref, request_key, evaluation_id, state, reports, asked_at, checked_at)
     values (?, ?, ?, 'open', 0, ?, ?)
     on conflict (entity_ref, request_key) do update set evaluation_id = excluded.evaluation_id
     returning ${COLUMNS}`,
    [...bindings(key), cleanKey(key.evaluationId), key.now, key.now],
  );
  return toAnswer(rows[0]);
}

/** See {@link DeploymentAnswers.takeReport}. */
export async function takeReport(
  tx: Knex,
  key: AnswerKey,
  most: number,
): Promise<boolean> {
  const rows = await queryRows(
    tx,
    `update deployment_answer set reports = reports + 1
     where ${ONE} and state = 'open' and reports < ? returning reports`,
    [...bindings(key), most],
  );
  return rows.length > 0;
}

/** See {@link DeploymentAnswers.settleReport}. */
export async function settleReport(
  tx: Knex,
  key: AnswerKey,
  text?: string,
): Promise<void> {
  const set = text === undefined ? 'reports = reports - 1' : 'last_report = ?';
  await queryRows(tx, `update deployment_answer set ${set} where ${ONE}`, [
    ...(text === undefined ? [] : [cleanText(text)]),
    ...bindings(key),
  ]);
}

/** See {@link DeploymentAnswers.beginAnswer}. */
export async function beginAnswer(
  tx: Knex,
  key: AnswerKey,
  { verdict, from }: Parameters<DeploymentAnswers['beginAnswer']>[1],
): Promise<boolean> {
  const rows = await queryRows(
    tx,
    `update deployment_answer set state = 'answering', verdict = ?, note = null
     where ${ONE} and (state = ? or state = ?) returning state`,
    [
      verdict,
      ...bindings(key),
      ...(from === 'open' ? ['open', 'failed'] : [from, from]),
    ],
  );
  return rows.length > 0;
}

/** See {@link DeploymentAnswers.endAnswer}. */
export async function endAnswer(
  tx: Knex,
  key: AnswerKey,
  { state, note }: Parameters<DeploymentAnswers['endAnswer']>[1],
): Promise<void> {
  await queryRows(
    tx,
    `update deployment_answer set state = ?, note = ? where ${ONE} and ${OPEN}`,
    [state, note === undefined ? null : cleanText(note), ...bindings(key)],
  );
}

/** See {@link DeploymentAnswers.listAskers}. */
export async function listAskers(tx: Knex, since: number): Promise<string[]> {
  const rows = await queryRows(
    tx,
    `select distinct entity_ref from deployment_answer where asked_at >= ? order by entity_ref limit ?`,
    [since, MOST_ASKERS],
  );
  return rows.map(row => row.entity_ref as string);
}

/** See {@link DeploymentAnswers.takeOpenAnswers}. */
export async function takeOpenAnswers(
  tx: Knex,
  {
    now,
    since,
    failedSince,
    limit,
  }: Parameters<DeploymentAnswers['takeOpenAnswers']>[0],
): Promise<DeploymentAnswer[]> {
  const rows = await queryRows(
    tx,
    `update deployment_answer set checked_at = ?
     where (entity_ref, request_key) in (
       select entity_ref, request_key from deployment_answer where ${OPEN} and asked_at >= ?
         and (state <> 'failed' or asked_at >= ?)
       order by checked_at, entity_ref, request_key limit ?)
     returning ${COLUMNS}`,
    [now, since, failedSince, limit],
  );
  return rows.map(toAnswer);
}

function toAnswer(row: DatabaseRow): DeploymentAnswer {
  return {
    entityRef: row.entity_ref as string,
    requestKey: row.request_key as string,
    evaluationId: row.evaluation_id as string,
    state: row.state as AnswerState,
    verdict: row.verdict as DeploymentAnswer['verdict'],
    reports: Number(row.reports),
    lastReport: row.last_report as string | null,
    note: row.note as string | null,
  };
}
