import type { Knex } from 'knex';
import type { EvaluationStore } from './EvaluationStore';
import { readPlaces } from './gatePlaces';
import type { GateDurations, GatePlace } from './gateRecordTypes';
import { compareText } from './rows';

/** Answers of a gate that are looked at. */
const NEWEST = 30;

const nameOf = ({ environment, gate }: GatePlace) => `${environment}\0${gate}`;

/** See {@link EvaluationStore.readGateDurations}. */
export async function readGateDurations(
  tx: Knex,
  query: Parameters<EvaluationStore['readGateDurations']>[0],
): Promise<GateDurations[]> {
  const found = await readPlaces(tx, query.entityRef, query.gates, {
    value: 'took_ms',
    where: 'took_ms is not null and judged_at >= ?',
    bindings: [query.since],
    limit: NEWEST,
  });
  return found
    .sort((a, b) => compareText(nameOf(a), nameOf(b)))
    .map(({ environment, gate, values }) => ({
      ...{ environment, gate },
      tookMs: values.map(Number),
    }));
}
