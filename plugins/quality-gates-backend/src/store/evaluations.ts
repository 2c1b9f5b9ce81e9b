import type { Knex } from 'knex';
import { cleanText } from './cleanFact';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import { insertActs } from './evaluationActs';
import { newestOf } from './evaluationChain';
import type { EvaluationListQuery, EvaluationRow } from './evaluationTypes';
import type { NewEvaluation } from './evaluationWorkTypes';
import { writeOutcomes } from './gateOutcomes';
import { condition, listRows } from './listRows';
import { addNotices } from './outbox';
import { readPolicyText } from './readPolicyText';
import type { RowPage } from './rowTypes';
import { insertRows } from './rows';

const COLUMNS = `id, entity_ref, environment, version, commit_sha, digest, phase, request, policy, dry_run, chain_id,
  chain_created_at, supersedes, superseded_by, created_at, deadline_at, answer, decided_at, expires_at, invalidated,
  next_at, wake_seq, fence, seen_seq`;

/** An evaluation of its row. */
export function toEvaluation(row: DatabaseRow): EvaluationRow {
  const number = (value: unknown) => (value === null ? null : Number(value));
  const json = (value: unknown) =>
    value === null ? null : JSON.parse(value as string);
  return {
    id: row.id as string,
    question: json(row.request),
    policy: row.policy === null ? null : readPolicyText(row.policy as string),
    dryRun: Number(row.dry_run) === 1,
    chainId: row.chain_id as string,
    chainCreatedAt: Number(row.chain_created_at),
    supersedes: row.supersedes as string | null,
    supersededBy: row.superseded_by as string | null,
    createdAt: Number(row.created_at),
    deadlineAt: Number(row.deadline_at),
    answer: json(row.answer),
    decidedAt: number(row.decided_at),
    expiresAt: number(row.expires_at),
    invalidated: json(row.invalidated),
    nextAt: number(row.next_at),
  };
}

/** See {@link EvaluationStore.createEvaluation}. */
export async function createEvaluation(
  tx: Knex,
  evaluation: NewEvaluation,
): Promise<{ id: string; created: boolean; sameQuestion: boolean }> {
  const { row, key } = evaluation;
  if (key) {
    const known = await findByKey(tx, key.text, row.createdAt);
    if (known) {
      const sameQuestion = known.question === key.question;
      return { id: known.id, created: false, sameQuestion };
    }
  }
  if (row.supersedes) {
    const newer = await supersede(tx, row.supersedes, row.id);
    if (newer) return { id: newer, created: false, sameQuestion: true };
  }
  await insertEvaluation(tx, row);
  if (key) {
    await insertRows(tx, {
      table: 'evaluation_key',
      key: ['idempotency_key'],
      rows: [
        {
          idempotency_key: key.text,
          evaluation_id: row.id,
          question: key.question,
        },
      ],
      update: ['evaluation_id', 'question'],
    });
  }
  await writeOutcomes(tx, row, evaluation.outcomes);
  await insertActs(tx, evaluation.acts);
  await addNotices(tx, evaluation.notices, row.createdAt);
  return { id: row.id, created: true, sameQuestion: true };
}

/** The valid evaluation that a key names: the newest of its chain, undecided or not expired. */
async function findByKey(tx: Knex, key: string, now: number) {
  await dialectOf(tx).lockNames(tx, [key]);
  const rows = await queryRows(
    tx,
    `with recursive successors (id, superseded_by, decided_at, expires_at, invalidated, question, depth) as (
       select e.id, e.superseded_by, e.decided_at, e.expires_at, e.invalidated, k.question, 0
       from evaluation_key k join evaluation e on e.id = k.evaluation_id where k.idempotency_key = ?
       union all
       select e.id, e.superseded_by, e.decided_at, e.expires_at, e.invalidated, s.question, s.depth + 1
       from successors s join evaluation e on e.id = s.superseded_by where s.depth < 1000
     )
     select id, question from successors
     where superseded_by is null and invalidated is null and (decided_at is null or expires_at > ?)
     order by depth desc, id limit 1`,
    [key, now],
  );
  if (rows.length === 0) return undefined;
  return { id: rows[0].id as string, question: rows[0].question as string };
}

/** Links a decided evaluation to its successor; the newest successor if it has one already. */
async function supersede(tx: Knex, id: string, by: string) {
  const linked = await queryRows(
    tx,
    `update evaluation set superseded_by = ? where id = ? and superseded_by is null returning id`,
    [by, id],
  );
  if (linked.length > 0) return undefined;
  const newest = newestOf(id);
  const rows = await queryRows(tx, newest.sql, newest.bindings);
  return rows[0]?.id as string | undefined;
}

async function insertEvaluation(tx: Knex, row: EvaluationRow) {
  const { question, policy } = row;
  await insertRows(tx, {
    table: 'evaluation',
    key: ['id'],
    update: [],
    rows: [
      {
        id: row.id,
        entity_ref: question.entityRef,
        environment: question.environment,
        version: question.version,
        commit_sha: question.commit ?? null,
        digest: question.digest ?? null,
        phase: question.phase,
        request: JSON.stringify(question),
        policy_name: policy?.name ?? null,
        policy_digest: policy?.digest ?? null,
        policy: policy && JSON.stringify(policy),
        dry_run: row.dryRun ? 1 : 0,
        chain_id: row.chainId,
        chain_created_at: row.chainCreatedAt,
        supersedes: row.supersedes,
        superseded_by: null,
        created_at: row.createdAt,
        deadline_at: row.deadlineAt,
        decision: row.answer.decision,
        answer: JSON.stringify(row.answer),
        decided_at: row.decidedAt,
        expires_at: row.expiresAt,
        invalidated: null,
        next_at: row.nextAt,
        wake_seq: 0,
        seen_seq: 0,
        lease_owner: null,
        lease_until: null,
        fence: 0,
      },
    ],
  });
}

/** See {@link EvaluationStore.readEvaluation}. */
export async function readEvaluation(tx: Knex, id: string) {
  const rows = await queryRows(
    tx,
    `select ${COLUMNS} from evaluation where id = ?`,
    [cleanText(id)],
  );
  return rows.map(toEvaluation)[0];
}

/** See {@link EvaluationStore.readNewestOf}. */
export async function readNewestOf(tx: Knex, id: string) {
  const newest = newestOf(id);
  const rows = await queryRows(
    tx,
    `select ${COLUMNS} from evaluation where id = (${newest.sql})`,
    newest.bindings,
  );
  return rows.map(toEvaluation)[0];
}

/** See {@link EvaluationStore.listEvaluations}. */
export async function listEvaluations(
  tx: Knex,
  query: EvaluationListQuery,
): Promise<RowPage<EvaluationRow>> {
  const { rows, nextCursor } = await listRows(tx, {
    select: `select ${COLUMNS} from evaluation`,
    time: 'created_at',
    keys: ['id'],
    where: [
      condition('entity_ref = ?', query.entityRef),
      condition('dry_run = ?', 0),
      condition('version = ?', query.version && cleanText(query.version)),
      condition('phase = ?', query.phase),
      query.environments &&
        dialectOf(tx).oneOf('environment', query.environments),
    ],
    page: query,
  });
  return { rows: rows.map(toEvaluation), nextCursor };
}

/** See {@link EvaluationStore.readNewestEvaluations}. */
export async function readNewestEvaluations(tx: Knex, entityRef: string) {
  const rows = await queryRows(
    tx,
    `select ${COLUMNS} from (
       select evaluation.*,
         row_number() over (partition by environment, phase order by created_at desc, id desc) as newest
       from evaluation where entity_ref = ? and dry_run = 0
     ) as numbered where newest = 1 order by environment, phase limit 200`,
    [entityRef],
  );
  return rows.map(toEvaluation);
}

/** See {@link EvaluationStore.invalidateEvaluation}. */
export async function invalidateEvaluation(
  tx: Knex,
  id: string,
  mark: NonNullable<EvaluationRow['invalidated']>,
  act: NewEvaluation['acts'][number],
) {
  await queryRows(
    tx,
    `update evaluation set invalidated = ? where id = ? and invalidated is null`,
    [JSON.stringify(mark), id],
  );
  await insertActs(tx, [act]);
}
