import type { Knex } from 'knex';
import { queryRows } from './dialect';
import type { EvaluationStore } from './EvaluationStore';
import type { GateDurations } from './gateRecordTypes';
import { valuesTable } from './rows';

/** Answers of a gate that are looked at. */
const NEWEST = 30;

/** See {@link EvaluationStore.readGateDurations}. */
export async function readGateDurations(
  tx: Knex,
  query: Parameters<EvaluationStore['readGateDurations']>[0],
): Promise<GateDurations[]> {
  if (query.gates.length === 0) return [];
  const wanted = valuesTable(
    ['text', 'text'],
    query.gates.map(({ environment, gate }) => [environment, gate]),
  );
  const rows = await queryRows(
    tx,
    `select environment, gate, took_ms from (
       select environment, gate, took_ms, judged_at, evaluation_id,
         row_number() over (
           partition by environment, gate order by judged_at desc, evaluation_id desc
         ) as outcome_number
       from gate_outcome
       where entity_ref = ? and counted = 1 and took_ms is not null and judged_at >= ?
         and (environment, gate) in ${wanted.sql}
     ) as numbered
     where outcome_number <= ? order by environment, gate, judged_at desc, evaluation_id desc`,
    [query.entityRef, query.since, ...wanted.bindings, NEWEST],
  );
  const found: { environment: string; gate: string; tookMs: number[] }[] = [];
  for (const { environment, gate, took_ms: tookMs } of rows) {
    const last = found.at(-1);
    if (last?.environment === environment && last?.gate === gate) {
      last?.tookMs.push(Number(tookMs));
    } else {
      found.push({
        environment: environment as string,
        gate: gate as string,
        tookMs: [Number(tookMs)],
      });
    }
  }
  return found;
}
