import type { FactType } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { dialectOf, queryRows } from './dialect';
import type { Change } from './factTable';
import { compareText, groupRows, insertRows, sortRows } from './rows';

/**
 * Marks the entities as changed and keeps others from writing to them until the end of the transaction.
 *
 * The mark's row is the lock: `seq + 1` takes it also when the mark is there already, which DO NOTHING would not.
 * Every writer takes all its entities first and in sorted order, so no two can wait for each other, and all that
 * follows (read, join, write back, project) happens to an entity as if its writers came one after another.
 */
export async function lockEntities(
  tx: Knex,
  entityRefs: Iterable<string>,
  now: number,
): Promise<void> {
  const rows = [...new Set(entityRefs)]
    .sort(compareText)
    .map(entity_ref => ({ entity_ref, since: now, seq: 1 }));
  await insertRows(tx, {
    table: 'dirty_entity',
    key: ['entity_ref'],
    rows,
    update: [{ column: 'seq', to: 'dirty_entity.seq + 1' }],
  });
}

/** Remembers when the first fact of each type, and of each environment of deployments, was heard of. */
export async function rememberFirstFacts(
  tx: Knex,
  changes: readonly Change[],
): Promise<void> {
  const first = new Map<string, Record<string, string | number>>();
  for (const { entry, row, before } of changes) {
    const heard = row.heard_at as number;
    if (before && Number(before.heard_at) <= heard) continue;
    const environment =
      entry.type === 'deployment' ? (row.environment as string) : '';
    const key = JSON.stringify([entry.entityRef, entry.type, environment]);
    const known = first.get(key);
    if (known && (known.first_at as number) <= heard) continue;
    first.set(key, {
      entity_ref: entry.entityRef,
      fact_type: entry.type,
      environment,
      first_at: heard,
    });
  }
  const key = ['entity_ref', 'fact_type', 'environment'];
  await insertRows(tx, {
    table: 'entity_first_fact',
    key,
    rows: sortRows([...first.values()], key),
    update: [
      {
        column: 'first_at',
        to: `case when excluded.first_at < entity_first_fact.first_at
               then excluded.first_at else entity_first_fact.first_at end`,
      },
    ],
  });
}

/** See {@link Store.readFirstFacts}. */
export async function readFirstFacts(
  tx: Knex,
  entityRef: string,
): Promise<Partial<Record<FactType, number>>> {
  const rows = await queryRows(
    tx,
    `select fact_type, min(first_at) as first_at from entity_first_fact
     where entity_ref = ? group by fact_type`,
    [entityRef],
  );
  return Object.fromEntries(
    rows.map(row => [row.fact_type, Number(row.first_at)]),
  );
}

/** See {@link Store.readEnvironments}. */
export async function readEnvironments(
  tx: Knex,
  entityRefs: readonly string[],
): Promise<Map<string, string[]>> {
  const among = dialectOf(tx).oneOf('entity_ref', entityRefs);
  const rows = await queryRows(
    tx,
    `select entity_ref, environment from entity_first_fact
     where ${among.sql} and fact_type = 'deployment'
     order by entity_ref, environment`,
    among.bindings,
  );
  const found = new Map<string, string[]>();
  for (const [entityRef, own] of groupRows(
    rows,
    row => row.entity_ref as string,
  )) {
    found.set(
      entityRef,
      own.map(row => row.environment as string),
    );
  }
  return found;
}
