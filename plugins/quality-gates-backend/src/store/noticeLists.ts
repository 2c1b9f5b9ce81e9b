import type { Knex } from 'knex';
import { cleanKey } from './cleanFact';
import { queryRows, type DatabaseRow } from './dialect';
import { condition, listRows } from './listRows';
import { insertRows, sortRows } from './rows';
import type {
  ListedNotice,
  NoticeCopy,
  NoticeLists,
  NoticeState,
} from './outgoingTypes';
import type { RowPage } from './rowTypes';

/** See {@link NoticeLists.listNotices}. */
export async function listNotices(
  tx: Knex,
  query: Parameters<NoticeLists['listNotices']>[0],
): Promise<RowPage<ListedNotice>> {
  const { rows, nextCursor } = await listRows(tx, {
    select: `select id, kind, entity_ref, payload, state, attempts, created_at, next_at, last_error from outbox`,
    time: 'created_at',
    keys: ['id'],
    where: [condition('state = ?', query.state)],
    page: query,
  });
  return { rows: rows.map(toNotice), nextCursor };
}

/** See {@link NoticeLists.addressNotice}. */
export async function addressNotice(
  tx: Knex,
  id: string,
  copies: readonly NoticeCopy[],
  now: number,
): Promise<void> {
  const rows = copies.map(copy => ({
    id: copy.id,
    kind: copy.kind,
    entity_ref: copy.entityRef,
    payload: JSON.stringify(copy.payload),
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

function toNotice(row: DatabaseRow): ListedNotice {
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
