import type { Knex } from 'knex';
import { queryRows, type Value } from './dialect';
import type { GatePlace } from './gateRecordTypes';
import { slices, valuesTable } from './rows';

/** A question about the newest outcomes of gates. */
export interface PlaceQuery {
  /** What is read of each: an expression without commas in its values. */
  readonly value: string;
  /** Further conditions of the outcomes; its parameters are `bindings`. */
  readonly where: string;
  readonly bindings: readonly Value[];
  readonly limit: number;
}

/** What there is of one gate in one environment. */
export interface PlaceValues extends GatePlace {
  readonly values: readonly string[];
}

/**
 * Reads the newest decided outcomes of some gates of an entity, newest first, leaving out gates without any. The index
 * `gate_outcome_newest` gives them first, so that a long history costs no more than a short one; one statement with a
 * row a gate costs a quarter of a statement a gate.
 */
export async function readPlaces(
  tx: Knex,
  entityRef: string,
  places: readonly GatePlace[],
  query: PlaceQuery,
): Promise<PlaceValues[]> {
  const wanted = new Map(
    places.map(({ environment, gate }) => [
      JSON.stringify([environment, gate]),
      [environment, gate],
    ]),
  );
  const found: PlaceValues[] = [];
  for (const slice of slices([...wanted.values()])) {
    const asked = valuesTable(['text', 'text'], slice);
    const rows = await queryRows(
      tx,
      `select asked.column1 as environment, asked.column2 as gate, (
         select string_agg(newest.value, ',') from (
           select cast(${query.value} as text) as value from gate_outcome
           where entity_ref = ? and counted = 1 and ${query.where}
             and environment = asked.column1 and gate = asked.column2
           order by judged_at desc, evaluation_id desc limit ?
         ) as newest
       ) as found
       from ${asked.sql} as asked`,
      [entityRef, ...query.bindings, query.limit, ...asked.bindings],
    );
    for (const row of rows) {
      if (row.found === null) continue;
      found.push({
        environment: row.environment as string,
        gate: row.gate as string,
        values: (row.found as string).split(','),
      });
    }
  }
  return found;
}
