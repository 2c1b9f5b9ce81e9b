import type { Knex } from 'knex';
import type { DatabaseRow } from './dialect';
import type { EvaluationStore } from './EvaluationStore';
import { queryPlaces } from './gatePlaces';
import type { GateDurations } from './gateRecordTypes';
import { compareText } from './rows';

/** Answers of a gate that are looked at. */
const NEWEST = 30;

/** See {@link EvaluationStore.readGateDurations}. */
export async function readGateDurations(
  tx: Knex,
  query: Parameters<EvaluationStore['readGateDurations']>[0],
): Promise<GateDurations[]> {
  const rows = await queryPlaces(tx, query.entityRef, query.gates, {
    // A row a gate: making one takes longer than reading what it holds.
    select: `string_agg(cast(took_ms as text), ',') as took`,
    where: 'took_ms is not null and judged_at >= ?',
    bindings: [query.since],
    limit: NEWEST,
  });
  const nameOf = (row: DatabaseRow) => [row.environment, row.gate].join('\0');
  return rows
    .filter(row => row.took !== null)
    .sort((a, b) => compareText(nameOf(a), nameOf(b)))
    .map(row => ({
      environment: row.environment as string,
      gate: row.gate as string,
      tookMs: (row.took as string).split(',').map(Number),
    }));
}
