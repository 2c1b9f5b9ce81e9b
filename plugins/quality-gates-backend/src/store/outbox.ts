/** What leaves Quality Gates: kept with what it is about, addressed to who is told, taken, told, listed and repaired. */
import type { Knex } from 'knex';
import { cleanKey } from './cleanFact';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import { condition, listRows } from './listRows';
import type {
  NewNotice,
  NoticeLists,
  NoticeRow,
  NoticeState,
} from './outgoingTypes';
import { insertRows, sortRows } from './rows';
import type { RowPage } from './rowTypes';

const COLUMNS =
  'id, kind, entity_ref, payload, state, attempts, created_at, next_at, last_error';

function toNotice(row: DatabaseRow): NoticeRow {
  return {
    id: row.id as string,
    kind: row.kind as string,
    entityRef: row.entity_ref as string,
    payload: JSON.parse(row.payload as string),
    state: row.state as NoticeState,
    attempts: Number(row.attempts),
    createdAt: Number(row.created_at),
    nextAt: Number(row.next_at),
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

/** See {@link NoticeLists.addressNotice}. */
export async function addressNotice(
  tx: Knex,
  id: string,
  copies: readonly NewNotice[],
  now: number,
): Promise<void> {
  await addNotices(tx, copies, now);
  await queryRows(
    tx,
    `update outbox set state = 'sent' where id = ? and state = 'waiting'`,
    [id],
  );
}

/** See {@link NoticeLists.retryNotice}. */
export async function retryNotice(
  tx: Knex,
  id: string,
  now: number,
): Promise<boolean> {
  const rows = await queryRows(
    tx,
    `update outbox set state = 'waiting', attempts = 0, next_at = ?
     where id = ? and state = 'failed' returning id`,
    [now, cleanKey(id)],
  );
  return rows.length > 0;
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

/** See {@link NoticeLists.listNotices}. */
export async function listNotices(
  tx: Knex,
  query: Parameters<NoticeLists['listNotices']>[0],
): Promise<RowPage<NoticeRow>> {
  const { rows, nextCursor } = await listRows(tx, {
    select: `select ${COLUMNS} from outbox`,
    time: 'created_at',
    keys: ['id'],
    where: [condition('state = ?', query.state)],
    page: query,
  });
  return { rows: rows.map(toNotice), nextCursor };
}
