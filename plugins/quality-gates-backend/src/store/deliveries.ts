import { createHash } from 'node:crypto';
import type { Delivery } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { belongsToNobody } from './belongsToNobody';
import { cleanKey, cleanText } from './cleanFact';
import { pack, unpack } from './codec';
import { dialectOf, queryRows } from './dialect';
import { insertRows, sortRows, updateRows, type NewRow } from './rows';
import type {
  AcceptedDelivery,
  DeliveryOutcome,
  DeliveryRow,
  NewDelivery,
} from './types';

/** A delivery ready for its table. */
export interface PackedDelivery {
  readonly id: string;
  readonly bodyHash: string;
  readonly row: NewRow;
}

/** Id of a delivery: the same for the same (source, externalId), URL-safe, 22 characters. */
export function deliveryId(source: string, externalId: string): string {
  return createHash('sha256')
    .update(`${source}\n${externalId}`)
    .digest('base64url')
    .slice(0, 22);
}

/** Packs deliveries; do it before the transaction begins, it takes as long as their bodies are large. */
export function packDeliveries(
  batch: readonly NewDelivery[],
): Promise<PackedDelivery[]> {
  return Promise.all(
    batch.map(async delivery => {
      const { headers, body } = delivery;
      const source = cleanKey(delivery.source);
      const externalId = cleanKey(delivery.externalId);
      const id = deliveryId(source, externalId);
      const bodyHash = createHash('sha256').update(body).digest('base64url');
      const packed = await pack(body);
      const row = {
        source,
        external_id: externalId,
        id,
        kind: cleanText(delivery.kind),
        sender: delivery.sender === null ? null : cleanText(delivery.sender),
        headers: JSON.stringify(headers),
        codec: packed.codec,
        body: packed.bytes,
        body_hash: bodyHash,
        state: 'received',
        facts: '[]',
        received_at: delivery.receivedAt,
      };
      return { id, bodyHash, row };
    }),
  );
}

/** See {@link Store.acceptDeliveries}. */
export async function insertDeliveries(
  tx: Knex,
  batch: readonly PackedDelivery[],
): Promise<AcceptedDelivery[]> {
  const first = new Map<string, PackedDelivery>();
  for (const one of batch) if (!first.has(one.id)) first.set(one.id, one);
  const key = ['source', 'external_id'];
  const inserted = await insertRows(tx, {
    table: 'delivery',
    key,
    rows: sortRows(
      [...first.values()].map(({ row }) => row),
      key,
    ),
    update: [],
    returning: ['id'],
  });
  const fresh = new Set(inserted.map(row => row.id as string));
  const hashes = new Map(
    [...first.values()]
      .filter(({ id }) => fresh.has(id))
      .map(({ id, bodyHash }) => [id, bodyHash]),
  );
  const known = [...first.keys()].filter(id => !fresh.has(id));
  if (known.length > 0) {
    const among = dialectOf(tx).oneOf('id', known);
    for (const row of await queryRows(
      tx,
      `select id, body_hash from delivery where ${among.sql}`,
      among.bindings,
    )) {
      hashes.set(row.id as string, row.body_hash as string);
    }
  }
  return batch.map(one => ({
    deliveryId: one.id,
    duplicate: !fresh.has(one.id) || first.get(one.id) !== one,
    sameBody: hashes.get(one.id) === one.bodyHash,
  }));
}

/** A delivery that this transaction holds. */
export interface TakenDelivery {
  readonly id: string;
  readonly delivery: Delivery;
}

/** Takes the oldest deliveries that wait, leaving out those that another replica holds. */
export async function takeReceived(
  tx: Knex,
  limit: number,
): Promise<TakenDelivery[]> {
  const rows = await queryRows(
    tx,
    `select id, source, kind, sender, headers, codec, body, received_at
     from delivery where state = 'received'
     order by received_at, id limit ?${dialectOf(tx).forUpdateSkipLocked}`,
    [limit],
  );
  return rows.map(row => ({
    id: row.id as string,
    delivery: {
      source: row.source as string,
      kind: row.kind as string,
      sender: row.sender as string | null,
      headers: JSON.parse(row.headers as string),
      body: unpack(row.codec as string, row.body as Buffer),
      receivedAt: Number(row.received_at),
    },
  }));
}

/** Writes down what became of deliveries. `outcomes` hold clean facts, in the order of `taken`. */
export async function finishDeliveries(
  tx: Knex,
  taken: readonly TakenDelivery[],
  outcomes: readonly DeliveryOutcome[],
  now: number,
): Promise<void> {
  await updateRows(tx, {
    table: 'delivery',
    key: ['id'],
    columns: {
      id: 'text',
      state: 'text',
      reason: 'text',
      facts: 'text',
      processed_at: 'bigint',
    },
    rows: taken.map(({ id }, index) => ({
      id,
      state: outcomes[index].state,
      reason: cleanText(outcomes[index].reason ?? '') || null,
      facts: JSON.stringify(
        outcomes[index].facts.map(({ fact, attribution }) => ({
          type: fact.type,
          key: fact.key,
          entityRefs: attribution.entityRefs,
          ...(belongsToNobody(attribution) && { nobody: true }),
        })),
      ),
      processed_at: now,
    })),
  });
}

/** An unmapped fact that found its entities. */
export interface MovedFact {
  readonly type: string;
  readonly key: string;
  readonly entityRefs: readonly string[];
  /** Deliveries that spoke of it. */
  readonly deliveryIds: readonly string[];
}

/** A fact of a delivery as its row keeps it. */
export type KeptFact = DeliveryRow['facts'][number] & {
  /** It belongs to nobody yet; left out otherwise. */
  readonly nobody?: true;
};

/**
 * Tells deliveries whose their facts are now; one is stored when none of them is left without an entity. One that is being processed at this moment is left out: it will
 * be told what is true then.
 */
export async function markMoved(
  tx: Knex,
  moved: readonly MovedFact[],
): Promise<void> {
  const ids = [...new Set(moved.flatMap(({ deliveryIds }) => deliveryIds))];
  if (ids.length === 0) return;
  const owners = new Map(
    moved.map(({ type, key, entityRefs }) => [
      JSON.stringify([type, key]),
      entityRefs,
    ]),
  );
  const dialect = dialectOf(tx);
  const among = dialect.oneOf('id', ids);
  const rows = await queryRows(
    tx,
    `select id, facts from delivery
     where ${among.sql} and state in ('unmapped', 'stored')
     order by id${dialect.forUpdateSkipLocked}`,
    among.bindings,
  );
  await updateRows(tx, {
    table: 'delivery',
    key: ['id'],
    columns: { id: 'text', state: 'text', facts: 'text' },
    rows: rows.map(row => {
      const facts = JSON.parse(row.facts as string) as KeptFact[];
      const told = facts.map(({ nobody, ...fact }) => {
        const entityRefs = owners.get(JSON.stringify([fact.type, fact.key]));
        if (entityRefs) return { ...fact, entityRefs };
        return nobody ? { ...fact, nobody } : fact;
      });
      return {
        id: row.id as string,
        state: told.some(fact => 'nobody' in fact) ? 'unmapped' : 'stored',
        facts: JSON.stringify(told),
      };
    }),
  });
}

/** See {@link Store.replayDelivery}. */
export async function replayDelivery(tx: Knex, id: string): Promise<boolean> {
  const rows = await queryRows(
    tx,
    `update delivery set state = 'received', reason = null, processed_at = null
     where id = ? and body is not null returning id`,
    [cleanText(id)],
  );
  return rows.length > 0;
}
