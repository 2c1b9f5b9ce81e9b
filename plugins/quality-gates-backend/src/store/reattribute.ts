import type {
  FactType,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import type { DatabaseRow } from './dialect';
import { dialectOf, queryRows } from './dialect';
import { belongsToNobody } from './belongsToNobody';
import { markMoved } from './deliveries';
import { lockEntities } from './entities';
import type { Entry } from './factTable';
import { writeEntries, type WriteContext } from './facts';
import { valueOf, type Said } from './joinFields';
import { selectByKeys, updateRows, valuesTable } from './rows';
import { readSaid } from './saidText';
import type { Attribution, Store } from './types';
import { UNMAPPED_KEY } from './unmapped';

/** An unmapped fact and what attribution says of it now. */
export interface Reconsidered {
  readonly key: readonly [source: string, type: string, factKey: string];
  readonly attribution: Attribution;
}

type Attribute = Parameters<Store['reattributeUnmapped']>[0];

/** Asks attribution about unmapped rows. Gives back those about which it says something new. */
export function reconsider(
  rows: readonly DatabaseRow[],
  attribute: Attribute,
): Reconsidered[] {
  const result: Reconsidered[] = [];
  for (const row of rows) {
    const said = readSaid(row.said as string);
    const attribution = attribute({
      type: row.fact_type as FactType,
      subject: valueOf<Subject>(said, '$subject') ?? {},
      reportedBy: valueOf<string>(said, '$reportedBy') ?? null,
    });
    const same =
      belongsToNobody(attribution) &&
      (attribution.reason ?? 'no-match') === row.reason &&
      JSON.stringify(attribution.candidates ?? []) === row.candidates;
    if (!same) {
      result.push({
        key: UNMAPPED_KEY.map(column => row[column]) as [
          string,
          string,
          string,
        ],
        attribution,
      });
    }
  }
  return result;
}

/**
 * Moves unmapped facts to the entities found for them, with all that was ever said, and notes the new reason of the
 * others. Gives back the number moved.
 */
export async function moveUnmapped(
  tx: Knex,
  reconsidered: readonly Reconsidered[],
  context: WriteContext,
): Promise<number> {
  const mapped = reconsidered.filter(
    ({ attribution }) => !belongsToNobody(attribution),
  );
  await lockEntities(
    tx,
    mapped.flatMap(({ attribution }) => ownersOf(attribution)),
    context.now,
  );
  const rows = await takeRows(tx, mapped);
  await writeEntries(
    tx,
    rows.flatMap(({ row, attribution }) => entriesOf(row, attribution)),
    context,
  );
  await markMoved(
    tx,
    rows.map(({ row, attribution }) => ({
      type: row.fact_type as string,
      key: row.own_key as string,
      entityRefs: attribution.entityRefs,
      deliveryIds: JSON.parse(row.delivery_ids as string),
    })),
  );
  await updateRows(tx, {
    table: 'unmapped_fact',
    key: UNMAPPED_KEY,
    columns: {
      source: 'text',
      fact_type: 'text',
      fact_key: 'text',
      reason: 'text',
      candidates: 'text',
    },
    rows: reconsidered
      .filter(({ attribution }) => belongsToNobody(attribution))
      .map(({ key: [source, fact_type, fact_key], attribution }) => ({
        source,
        fact_type,
        fact_key,
        reason: attribution.reason ?? 'no-match',
        candidates: JSON.stringify(attribution.candidates ?? []),
      })),
  });
  return rows.length;
}

function ownersOf(attribution: Attribution): string[] {
  return [...attribution.entityRefs, ...(attribution.passingRefs ?? [])];
}

/** Takes the rows out of their table, as they are now: somebody may have added to them, or moved them, meanwhile. */
async function takeRows(
  tx: Knex,
  mapped: readonly Reconsidered[],
): Promise<{ row: DatabaseRow; attribution: Attribution }[]> {
  if (mapped.length === 0) return [];
  const keys = mapped.map(({ key }) => key);
  const types = ['text', 'text', 'text'] as const;
  const rows = await selectByKeys(tx, {
    table: 'unmapped_fact',
    key: UNMAPPED_KEY,
    types,
    columns: [...UNMAPPED_KEY, 'own_key', 'said', 'delivery_ids'],
    keys,
    lock: dialectOf(tx).forUpdate,
  });
  const values = valuesTable(types, keys);
  await queryRows(
    tx,
    `delete from unmapped_fact where (${UNMAPPED_KEY.join(', ')}) in ${
      values.sql
    }`,
    values.bindings,
  );
  const byKey = new Map(
    mapped.map(({ key, attribution }) => [JSON.stringify(key), attribution]),
  );
  return rows.map(row => ({
    row,
    attribution: byKey.get(
      JSON.stringify(UNMAPPED_KEY.map(column => row[column])),
    )!,
  }));
}

function entriesOf(row: DatabaseRow, attribution: Attribution): Entry[] {
  const type = row.fact_type as FactType;
  const { $subject, ...said } = readSaid(row.said as string);
  const entry = (entityRef: string, owned: Said): Entry => ({
    type,
    entityRef,
    key: row.own_key as string,
    said: owned,
  });
  const owners = attribution.entityRefs.map(ref => entry(ref, said));
  if (type !== 'commit') return owners;
  const passing: Said = { ...said, $touches: [0, 0, 0, 'plain'] };
  return [
    ...owners,
    ...(attribution.passingRefs ?? []).map(ref => entry(ref, passing)),
  ];
}
