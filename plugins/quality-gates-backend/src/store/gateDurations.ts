import type { Knex } from 'knex';
import type { EvaluationStore } from './EvaluationStore';
import { queryPlaces } from './gatePlaces';
import type { GateDurations } from './gateRecordTypes';
import { compareText, groupRows } from './rows';

/** Answers of a gate that are looked at. */
const NEWEST = 30;

/** See {@link EvaluationStore.readGateDurations}. */
export async function readGateDurations(
  tx: Knex,
  query: Parameters<EvaluationStore['readGateDurations']>[0],
): Promise<GateDurations[]> {
  const rows = await queryPlaces(tx, query.entityRef, query.gates, {
    select: 'took_ms',
    where: 'took_ms is not null and judged_at >= ?',
    bindings: [query.since],
    limit: NEWEST,
  });
  const groups = groupRows(rows, row => [row.environment, row.gate].join('\0'));
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, own]) => ({
      environment: own[0].environment as string,
      gate: own[0].gate as string,
      tookMs: own.map(row => Number(row.took_ms)),
    }));
}
