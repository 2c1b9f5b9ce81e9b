import type { Knex } from 'knex';
import { dialectOf, queryRows, type DatabaseRow, type Value } from './dialect';
import type { GatePlace } from './gateRecordTypes';
import { valuesTable } from './rows';

/** A question about one gate in one environment. */
export interface PlaceQuery {
  /** What is read of the newest outcomes, such as `count(*) as total`. */
  readonly select: string;
  /** Further columns and conditions of the outcomes; its parameters are `bindings`. */
  readonly where: string;
  readonly bindings: readonly Value[];
  readonly limit: number;
}

/**
 * Asks about the newest decided outcomes of some gates of an entity, each on its own: the index
 * `gate_outcome_newest` gives them first, so that a long history costs no more than a short one. Rows carry
 * `environment` and `gate`.
 */
export async function queryPlaces(
  tx: Knex,
  entityRef: string,
  places: readonly GatePlace[],
  query: PlaceQuery,
): Promise<DatabaseRow[]> {
  const { select, bindings } = query;
  const wanted = [
    ...new Map(
      places.map(({ environment, gate }) => [
        JSON.stringify([environment, gate]),
        [environment, gate],
      ]),
    ).values(),
  ];
  if (wanted.length === 0) return [];
  const newest = (environment: string, gate: string) =>
    `select outcome, took_ms from gate_outcome
     where entity_ref = ? and counted = 1 and ${query.where}
       and environment = ${environment} and gate = ${gate}
     order by judged_at desc, evaluation_id desc limit ${query.limit}`;
  const { queryEach } = dialectOf(tx);
  if (queryEach) {
    return queryEach(
      tx,
      `select ? as environment, ? as gate, ${select} from (${newest(
        '?',
        '?',
      )}) as newest`,
      wanted.map(place => [...place, entityRef, ...bindings, ...place]),
    );
  }
  const asked = valuesTable(['text', 'text'], wanted);
  return queryRows(
    tx,
    `select asked.column1 as environment, asked.column2 as gate, answers.*
     from ${asked.sql} as asked cross join lateral (
       select ${select} from (${newest(
      'asked.column1',
      'asked.column2',
    )}) as newest
     ) as answers`,
    [...asked.bindings, entityRef, ...bindings],
  );
}
