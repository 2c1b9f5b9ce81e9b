import type { Knex } from 'knex';
import { cleanKey, cleanText } from './cleanFact';
import type { KeptFact } from './deliveries';
import { queryRows, type DatabaseRow } from './dialect';
import { condition, listRows } from './listRows';
import type { DeliveryRow, RowPage } from './types';

const SELECT = `select id, source, kind, sender, state, reason, facts, received_at, processed_at from delivery`;

/** See {@link Store.readDelivery}. */
export async function readDelivery(
  tx: Knex,
  id: string,
): Promise<DeliveryRow | undefined> {
  const rows = await queryRows(tx, `${SELECT} where id = ?`, [cleanText(id)]);
  return rows.map(toDelivery).at(0);
}

/** See {@link Store.listDeliveries}. */
export async function listDeliveries(
  tx: Knex,
  query: {
    state?: DeliveryRow['state'];
    source?: string;
    limit: number;
    cursor?: string;
  },
): Promise<RowPage<DeliveryRow>> {
  const { rows, nextCursor } = await listRows(tx, {
    select: SELECT,
    time: 'received_at',
    keys: ['id'],
    where: [
      condition('state = ?', query.state),
      condition('source = ?', query.source && cleanKey(query.source)),
    ],
    page: query,
  });
  return { rows: rows.map(toDelivery), nextCursor };
}

function toDelivery(row: DatabaseRow): DeliveryRow {
  return {
    id: row.id as string,
    source: row.source as string,
    kind: row.kind as string,
    sender: row.sender as string | null,
    state: row.state as DeliveryRow['state'],
    reason: row.reason as string | null,
    facts: (JSON.parse(row.facts as string) as KeptFact[]).map(
      ({ type, key, entityRefs }) => ({ type, key, entityRefs }),
    ),
    receivedAt: Number(row.received_at),
    processedAt: row.processed_at === null ? null : Number(row.processed_at),
  };
}
