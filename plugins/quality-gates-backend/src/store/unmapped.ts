/**
 * Facts that belong to nobody yet. They are joined like any other, so that the day somebody owns them they move with
 * everything that was ever said, without a delivery being read again.
 */
import { createHash } from 'node:crypto';
import type { UnmappedReason } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  FactType,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { cleanKey } from './cleanFact';
import { queryRows, type DatabaseRow } from './dialect';
import { placeOf } from './factTable';
import { joinSaid, valueOf, type Said } from './joinFields';
import { condition, listRows } from './listRows';
import { groupRows, insertRows, selectByKeys, sortRows } from './rows';
import { readSaid, saidText } from './saidText';
import type { AttributedFact, RowPage, UnmappedRow } from './types';

/** One statement about a fact that belongs to nobody. */
export interface UnmappedStatement extends AttributedFact {
  readonly source: string;
  readonly deliveryId: string | null;
  readonly heardAt: number;
  /** With `$subject`. */
  readonly said: Said;
}

/** Primary key of an unmapped fact. */
export const UNMAPPED_KEY = ['source', 'fact_type', 'fact_key'] as const;

/** The newest deliveries that spoke of it: those are told when it finds its entity. */
const MOST_DELIVERIES = 100;

/** Everything but the key, before anything was said. */
const STUB = {
  own_key: '',
  reason: '',
  candidates: '[]',
  said: '{}',
  delivery_ids: '[]',
  first_at: 0,
  last_at: 0,
  heard_count: 0,
};

/** Keeps facts without an entity. Call it after all entities of the transaction are locked. */
export async function keepUnmapped(
  tx: Knex,
  statements: readonly UnmappedStatement[],
): Promise<void> {
  if (statements.length === 0) return;
  const groups = groupRows(statements, one => JSON.stringify(keyOf(one)));
  const keys = sortRows(
    [...groups.values()].map(([one]) => keyOf(one)),
    UNMAPPED_KEY,
  );
  // The stub is there for its lock: whoever comes second waits here, and then reads what the first one wrote.
  await insertRows(tx, {
    table: 'unmapped_fact',
    key: UNMAPPED_KEY,
    rows: keys.map(key => ({ ...key, ...STUB })),
    update: [{ column: 'heard_count', to: 'unmapped_fact.heard_count' }],
  });
  const existing = await selectByKeys(tx, {
    table: 'unmapped_fact',
    key: UNMAPPED_KEY,
    types: ['text', 'text', 'text'],
    columns: [...UNMAPPED_KEY, ...Object.keys(STUB)],
    keys: keys.map(key => UNMAPPED_KEY.map(column => key[column])),
  });
  const rows = sortRows(
    existing.map(row => {
      const key = {
        source: row.source as string,
        fact_type: row.fact_type as string,
        fact_key: row.fact_key as string,
      };
      const own = groups.get(JSON.stringify(key))!;
      return { ...key, ...joinRow(row, own) };
    }),
    UNMAPPED_KEY,
  );
  await insertRows(tx, {
    table: 'unmapped_fact',
    key: UNMAPPED_KEY,
    rows,
    update: Object.keys(STUB),
  });
}

/** A key and its place name one thing; the row keeps the key alone beside it. */
function keyOf({ source, fact, said }: UnmappedStatement) {
  const place = placeOf(fact.type, said);
  return {
    source,
    fact_type: fact.type as string,
    fact_key: cleanKey(place ? `${fact.key}@${place}` : fact.key),
  };
}

function joinRow(row: DatabaseRow, own: readonly UnmappedStatement[]) {
  const [{ fact }] = own;
  const { attribution } = own[own.length - 1];
  const fresh = Number(row.heard_count) === 0;
  const said = own.reduce(
    (sum, one) => joinSaid(fact.type, sum, one.said),
    readSaid(row.said as string),
  );
  const known = JSON.parse(row.delivery_ids as string) as string[];
  const heard = new Set(known);
  for (const { deliveryId } of own) if (deliveryId) heard.add(deliveryId);
  const times = own.map(({ heardAt }) => heardAt);
  const before = fresh ? [] : [Number(row.first_at), Number(row.last_at)];
  return {
    own_key: fact.key,
    reason: attribution.reason ?? 'no-match',
    candidates: JSON.stringify(attribution.candidates ?? []),
    said: saidText(said),
    delivery_ids: JSON.stringify([...heard].slice(-MOST_DELIVERIES)),
    first_at: Math.min(...before, ...times),
    last_at: Math.max(...before, ...times),
    // A delivery that is told again, or a trace that is read again, adds nothing.
    heard_count: Math.max(
      1,
      Number(row.heard_count) + heard.size - known.length,
    ),
  };
}

/** See {@link Store.listUnmapped}. */
export async function listUnmapped(
  tx: Knex,
  query: { reason?: string; limit: number; cursor?: string },
): Promise<RowPage<UnmappedRow>> {
  const { rows, nextCursor } = await listRows(tx, {
    select: `select source, fact_type, fact_key, own_key, reason, candidates, said,
      first_at, last_at, heard_count from unmapped_fact`,
    time: 'last_at',
    keys: UNMAPPED_KEY,
    where: [condition('reason = ?', query.reason)],
    page: query,
  });
  return { rows: rows.map(toUnmapped), nextCursor };
}

function toUnmapped(row: DatabaseRow): UnmappedRow {
  const { source, fact_type, fact_key } = row;
  const said = readSaid(row.said as string);
  const id = createHash('sha256')
    .update(JSON.stringify([source, fact_type, fact_key]))
    .digest('base64url')
    .slice(0, 22);
  return {
    id,
    type: fact_type as FactType,
    key: row.own_key as string,
    source: source as string,
    subject: valueOf<Subject>(said, '$subject') ?? {},
    reason: row.reason as UnmappedReason,
    candidates: JSON.parse(row.candidates as string),
    firstAt: Number(row.first_at),
    lastAt: Number(row.last_at),
    count: Number(row.heard_count),
  };
}

/** The next unmapped facts after a key, in the order of keys. */
export async function readUnmappedAfter(
  tx: Knex,
  key: readonly string[],
  limit: number,
): Promise<DatabaseRow[]> {
  return queryRows(
    tx,
    `select source, fact_type, fact_key, reason, candidates, said from unmapped_fact
     where (source, fact_type, fact_key) > (?, ?, ?)
     order by source, fact_type, fact_key limit ?`,
    [...key, limit],
  );
}
