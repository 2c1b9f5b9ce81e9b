import type { Knex } from 'knex';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import type { NewNotice, NoticeRow } from './evaluationTypes';
import { insertRows, sortRows } from './rows';

const COLUMNS =
  'id, kind, entity_ref, payload, state, attempts, created_at, last_error';

function toNotice(row: DatabaseRow): NoticeRow {
  return {
    id: row.id as string,
    kind: row.kind as string,
    entityRef: row.entity_ref as string,
    payload: JSON.parse(row.payload as string),
    state: row.state as NoticeRow['state'],
    attempts: Number(row.attempts),
    createdAt: Number(row.created_at),
    lastError: row.last_error as string | null,
  };
}

/** Keeps what is to leave, in the transaction of what it is about. One that is there already stays as it is. */
export async function addNotices(
  tx: Knex,
  notices: readonly NewNotice[],
  now: number,
): Promise<void> {
  const rows = notices.map(notice => ({
    id: notice.id,
    kind: notice.kind,
    entity_ref: notice.entityRef,
    payload: JSON.stringify(notice.payload),
    state: 'waiting',
    attempts: 0,
    created_at: now,
    next_at: now,
    last_error: null,
  }));
  await insertRows(tx, {
    table: 'outbox',
    key: ['id'],
    rows: sortRows(rows, ['id']),
    update: [],
  });
}

/** See {@link EvaluationStore.takeNotices}. */
export async function takeNotices(
  tx: Knex,
  { now, leaseMs, limit }: { now: number; leaseMs: number; limit: number },
): Promise<NoticeRow[]> {
  const due = await queryRows(
    tx,
    `select id from outbox where state = 'waiting' and next_at <= ? order by next_at, id limit ?${
      dialectOf(tx).forUpdateSkipLocked
    }`,
    [now, limit],
  );
  if (due.length === 0) return [];
  const among = dialectOf(tx).oneOf(
    'id',
    due.map(row => row.id as string),
  );
  const rows = await queryRows(
    tx,
    `update outbox set attempts = attempts + 1, next_at = ? where ${among.sql} returning ${COLUMNS}`,
    [now + leaseMs, ...among.bindings],
  );
  return rows
    .map(toNotice)
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** See {@link EvaluationStore.settleNotice}. */
export async function settleNotice(
  tx: Knex,
  id: string,
  { error, nextAt }: { error?: string; nextAt?: number },
): Promise<void> {
  const failed = nextAt === undefined ? 'failed' : 'waiting';
  const state = error === undefined ? 'sent' : failed;
  await queryRows(
    tx,
    `update outbox set state = ?, last_error = ?, next_at = coalesce(?, next_at) where id = ? and state = 'waiting'`,
    [state, error ?? null, nextAt ?? null, id],
  );
}
