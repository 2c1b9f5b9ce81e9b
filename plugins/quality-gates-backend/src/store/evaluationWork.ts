/** Who works on an open evaluation, and what comes of it: leases, fences and wake-ups. */
import type { Knex } from 'knex';
import { dialectOf, queryRows, type DatabaseRow, type Sql } from './dialect';
import { readActsOf } from './evaluationActs';
import { toEvaluation } from './evaluations';
import type { ClaimedEvaluation, EvaluationRound } from './evaluationWorkTypes';
import { readOutcomes, writeOutcomes, countDecided } from './gateOutcomes';
import { addNotices } from './outbox';

/** See {@link EvaluationStore.claimEvaluations}. */
export async function claimEvaluations(
  tx: Knex,
  query: { owner: string; now: number; leaseMs: number; limit: number },
): Promise<ClaimedEvaluation[]> {
  const { owner, now, leaseMs, limit } = query;
  const due = await queryRows(
    tx,
    `select id from evaluation
     where decided_at is null and next_at <= ? and (lease_until is null or lease_until <= ?)
     order by next_at, id limit ?${dialectOf(tx).forUpdateSkipLocked}`,
    [now, now, limit],
  );
  if (due.length === 0) return [];
  const among = dialectOf(tx).oneOf(
    'id',
    due.map(row => row.id as string),
  );
  const rows = await queryRows(
    tx,
    `update evaluation set lease_owner = ?, lease_until = ?, fence = fence + 1
     where ${among.sql} returning *`,
    [owner, now + leaseMs, ...among.bindings],
  );
  return toClaims(tx, rows, now);
}

async function toClaims(tx: Knex, rows: readonly DatabaseRow[], now: number) {
  const evaluations = rows.map(toEvaluation);
  const outcomes = await readOutcomes(tx, evaluations);
  const acts = await readActsOf(tx, evaluations, now);
  return evaluations.map((row, index): ClaimedEvaluation => {
    const { wake_seq, seen_seq, fence } = rows[index];
    return {
      row,
      outcomes: outcomes.get(row.id) ?? [],
      acts: acts.get(row.id) ?? [],
      woken: Number(wake_seq) > Number(seen_seq),
      wakeSeq: Number(wake_seq),
      fence: Number(fence),
    };
  });
}

/** See {@link EvaluationStore.renewLease}. */
export async function renewLease(
  tx: Knex,
  claim: { id: string; fence: number; until: number },
): Promise<boolean> {
  const rows = await queryRows(
    tx,
    `update evaluation set lease_until = ? where id = ? and fence = ? and decided_at is null returning id`,
    [claim.until, claim.id, claim.fence],
  );
  return rows.length > 0;
}

/** See {@link EvaluationStore.saveRound}. */
export async function saveRound(
  tx: Knex,
  round: EvaluationRound,
): Promise<boolean> {
  const { answer, decided } = round;
  const left = leaveAs(round);
  const held = await queryRows(
    tx,
    `update evaluation set decision = ?, answer = ?${left.sql}
     where id = ? and fence = ? and decided_at is null returning *`,
    [
      ...[answer.decision, JSON.stringify(answer), ...left.bindings],
      ...[round.id, round.fence],
    ],
  );
  if (held.length === 0) return false;
  const row = toEvaluation(held[0]);
  await writeOutcomes(tx, row, round.outcomes, {
    decided: decided !== undefined,
  });
  if (decided) await countDecided(tx, row);
  await addNotices(tx, round.notices, decided?.at ?? row.createdAt);
  return true;
}

/** What else changes when the round ends the work: for good, or until it is due again. */
function leaveAs({ decided, release }: EvaluationRound): Sql {
  if (decided) {
    return {
      sql: ', decided_at = ?, expires_at = ?, next_at = null, lease_owner = null, lease_until = null',
      bindings: [decided.at, decided.expiresAt],
    };
  }
  if (!release) return { sql: '', bindings: [] };
  // What happened meanwhile raised wake_seq: then it is due as the wake-up left it.
  return {
    sql: `, lease_owner = null, lease_until = null, seen_seq = ?,
      next_at = case when wake_seq > ? then next_at else ? end`,
    bindings: [release.seenSeq, release.seenSeq, release.nextAt],
  };
}

/** Makes the open evaluations of some entities due. */
export async function wakeEvaluations(
  tx: Knex,
  entityRefs: readonly string[],
  now: number,
): Promise<void> {
  if (entityRefs.length === 0) return;
  const among = dialectOf(tx).oneOf('entity_ref', entityRefs);
  const lock = dialectOf(tx).forUpdate;
  await queryRows(
    tx,
    `update evaluation set wake_seq = wake_seq + 1, next_at = ?
     where id in (select id from evaluation where ${among.sql} and decided_at is null order by id${lock})`,
    [now, ...among.bindings],
  );
}

/** Makes one evaluation due; false when it is not open. */
export async function wakeEvaluation(
  tx: Knex,
  { evaluationId, now }: { evaluationId: string; now: number },
): Promise<boolean> {
  const rows = await queryRows(
    tx,
    `update evaluation set wake_seq = wake_seq + 1, next_at = ? where id = ? and decided_at is null returning id`,
    [now, evaluationId],
  );
  return rows.length > 0;
}

/** See {@link EvaluationStore.readNextDue}. */
export async function readNextDue(tx: Knex): Promise<number | undefined> {
  const rows = await queryRows(
    tx,
    `select next_at from evaluation where decided_at is null order by next_at, id limit 1`,
  );
  return rows.length > 0 ? Number(rows[0].next_at) : undefined;
}
