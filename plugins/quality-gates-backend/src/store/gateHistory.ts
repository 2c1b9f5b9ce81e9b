import type { Knex } from 'knex';
import { cleanText } from './cleanFact';
import { indexedText } from './columns';
import { dialectOf, queryRows, type DatabaseRow, type Sql } from './dialect';
import type { EvaluationStore } from './EvaluationStore';
import type { GateHistoryRow } from './gateRecordTypes';
import { listRows } from './listRows';
import type { RowPage } from './rowTypes';

const MOST_GATES = 200;

const MEASURED = `select evaluation_id as outcome_id, evaluation_id, gate, environment, version, commit_sha,
  cast(null as text) as deployment_id, phase, outcome, mode, measured, limit_value, unit, summary, evidence_url,
  run_url, cast(null as text) as reported_by, reason_code, judged_at as happened_at, 'measured/' || evaluation_id as outcome_key
  from gate_outcome where counted = 1`;
const REPORTED = `select report_id as outcome_id, cast(null as text) as evaluation_id, gate, environment, version,
  commit_sha, deployment_id, gate_phase as phase, outcome, cast(null as text) as mode, measured, limit_value, unit,
  summary, evidence_url, run_url, reported_by,
  cast(null as text) as reason_code, reported_at as happened_at, 'reported/' || report_key as outcome_key
  from gate_report where 1 = 1`;

/** Outcomes of either origin to which both conditions are put, each in the columns of its own table. */
function both(measured: Sql, reported: Sql): Sql {
  return {
    sql: `(${MEASURED} and ${measured.sql} union all ${REPORTED} and ${reported.sql}) as outcomes`,
    bindings: [...measured.bindings, ...reported.bindings],
  };
}

function toHistory(row: DatabaseRow): GateHistoryRow {
  return {
    id: row.outcome_id as string,
    evaluationId: row.evaluation_id as string | null,
    gate: row.gate as string,
    environment: row.environment as string,
    version: row.version as string | null,
    commit: row.commit_sha as string | null,
    deploymentId: row.deployment_id as string | null,
    phase: row.phase as string | null,
    outcome: row.outcome as GateHistoryRow['outcome'],
    reasonCode: row.reason_code as string | null,
    mode: row.mode as GateHistoryRow['mode'],
    value: row.measured as number | null,
    limit: row.limit_value as number | null,
    unit: row.unit as string | null,
    summary: row.summary as string | null,
    evidenceUrl: row.evidence_url as string | null,
    runUrl: row.run_url as string | null,
    reportedBy: row.reported_by as string | null,
    at: Number(row.happened_at),
  };
}

function placeOf(
  tx: Knex,
  query: { entityRef: string; environments?: readonly string[] },
): Sql {
  const among = query.environments
    ? dialectOf(tx).oneOf('environment', query.environments)
    : { sql: '1 = 1', bindings: [] };
  return {
    sql: `entity_ref = ? and ${among.sql}`,
    bindings: [query.entityRef, ...among.bindings],
  };
}

/** See {@link EvaluationStore.readGateHistory}. */
export async function readGateHistory(
  tx: Knex,
  query: Parameters<EvaluationStore['readGateHistory']>[0],
): Promise<GateHistoryRow[]> {
  const place = placeOf(tx, query);
  const outcomes = both(place, place);
  const rows = await queryRows(
    tx,
    `select * from (
       select numbered.*, dense_rank() over (order by newest desc, gate) as gate_number
       from (
         select outcomes.*,
           row_number() over (partition by gate order by happened_at desc, outcome_key desc) as outcome_number,
           max(happened_at) over (partition by gate) as newest
         from ${outcomes.sql}
       ) as numbered
     ) as ranked
     where outcome_number <= ? and gate_number <= ?
     order by happened_at desc, outcome_key desc, gate`,
    [...outcomes.bindings, query.perGate, MOST_GATES],
  );
  return rows.map(toHistory);
}

/** See {@link EvaluationStore.listGateHistory}. */
export async function listGateHistory(
  tx: Knex,
  query: Parameters<EvaluationStore['listGateHistory']>[0],
): Promise<RowPage<GateHistoryRow>> {
  const gate = cleanText(query.gate);
  const place = placeOf(tx, query);
  const outcomes = both(
    {
      sql: `${place.sql} and gate = ?`,
      bindings: [...place.bindings, gate],
    },
    {
      sql: `${place.sql} and gate_indexed = ? and gate = ?`,
      bindings: [...place.bindings, indexedText(gate), gate],
    },
  );
  const { rows, nextCursor } = await listRows(tx, {
    select: `select * from ${outcomes.sql}`,
    time: 'happened_at',
    keys: ['outcome_key'],
    // Bindings of the select come first.
    where: [{ sql: '1 = 1', bindings: outcomes.bindings }],
    page: query,
  });
  return { rows: rows.map(toHistory), nextCursor };
}
