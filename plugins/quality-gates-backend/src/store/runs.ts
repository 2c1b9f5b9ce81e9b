import type { TraceDigest } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { columnNames, indexedText, readColumns, type Column } from './columns';
import { cleanText } from './cleanFact';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import type { FactTable } from './factTable';
import { phaseOf, valueOf, type Said } from './joinFields';
import { condition, listRows } from './listRows';
import { groupRows } from './rows';
import { readSaid } from './saidText';
import type { RowPage, RunListQuery, RunRow } from './types';

const COLUMNS: readonly Column[] = [
  { column: 'pipeline', field: 'pipeline', kind: 'text' },
  { column: 'attempt', field: 'attempt', kind: 'number' },
  { column: 'result', field: 'result', kind: 'text' },
  { column: 'branch', field: 'branch', kind: 'text' },
  { column: 'commit_sha', field: 'commit', kind: 'text' },
  { column: 'pull_request', field: 'pullRequest', kind: 'text' },
  { column: 'queued_at', field: 'queuedAt', kind: 'number' },
  { column: 'started_at', field: 'startedAt', kind: 'number' },
  { column: 'dequeued_at', field: 'dequeuedAt', kind: 'number' },
  { column: 'finished_at', field: 'finishedAt', kind: 'number' },
  { column: 'url', field: 'url', kind: 'text' },
  { column: 'default_branch', field: 'defaultBranch', kind: 'flag' },
  { column: 'actor', field: 'actor', kind: 'text' },
  { column: 'trace_ids', field: 'traceId', kind: 'json' },
];

/** When a run counts as having happened, for lists: its start, else whatever time is known. */
function occurredAt(said: Said): number {
  return (
    valueOf<number>(said, 'startedAt') ??
    valueOf<number>(said, 'queuedAt') ??
    valueOf<number>(said, 'finishedAt') ??
    valueOf<number>(said, '$heardAt')!
  );
}

/** Runs: one row an attempt and entity. */
export const runTable: FactTable = {
  type: 'run',
  table: 'pipeline_run',
  // The run first: all entities of a run are looked up as well.
  key: { run_key: 'text', entity_ref: 'text' },
  keyOf: ({ entityRef, key }) => ({ entity_ref: entityRef, run_key: key }),
  columns: COLUMNS,
  derive(said) {
    const pipeline = valueOf<string>(said, 'pipeline');
    return {
      pipeline_indexed: pipeline === undefined ? null : indexedText(pipeline),
      attempt: valueOf<number>(said, 'attempt') ?? 1,
      result: valueOf<string>(said, 'result') ?? 'unknown',
      phase: phaseOf(said),
      occurred_at: occurredAt(said),
    };
  },
};

const SELECT = `select entity_ref, run_key, phase, occurred_at, reported_by, said, ${columnNames(
  COLUMNS,
).join(', ')} from pipeline_run`;

/** See {@link Store.listRuns}. */
export async function listRuns(
  tx: Knex,
  query: RunListQuery,
): Promise<RowPage<RunRow>> {
  const pipeline = query.pipeline && cleanText(query.pipeline);
  const { rows, nextCursor } = await listRows(tx, {
    select: SELECT,
    time: 'occurred_at',
    keys: ['run_key'],
    where: [
      condition('entity_ref = ?', query.entityRef),
      condition('pipeline_indexed = ?', pipeline && indexedText(pipeline)),
      condition('pipeline = ?', pipeline),
      condition('branch = ?', query.branch && cleanText(query.branch)),
      condition('result = ?', query.result && cleanText(query.result)),
      query.results && dialectOf(tx).oneOf('result', query.results),
    ],
    page: query,
  });
  return { rows: await toRuns(tx, rows), nextCursor };
}

/** See {@link Store.readRun}. */
export async function readRun(
  tx: Knex,
  entityRef: string,
  runId: string,
): Promise<RunRow | undefined> {
  const key = Buffer.from(runId, 'base64url').toString();
  if (key.includes('\u0000')) return undefined;
  const rows = await queryRows(
    tx,
    `${SELECT} where entity_ref = ? and run_key = ?`,
    [entityRef, key],
  );
  return (await toRuns(tx, rows)).at(0);
}

async function toRuns(tx: Knex, rows: DatabaseRow[]): Promise<RunRow[]> {
  if (rows.length === 0) return [];
  const among = dialectOf(tx).oneOf(
    'run_key',
    rows.map(row => row.run_key as string),
  );
  const owners = groupRows(
    await queryRows(
      tx,
      `select run_key, entity_ref from pipeline_run where ${among.sql}
       order by run_key, entity_ref`,
      among.bindings,
    ),
    row => row.run_key as string,
  );
  return rows.map(row => {
    const { traceId, ...data } = readColumns(COLUMNS, row);
    const key = row.run_key as string;
    // The longest of all fields: it stands in what was said alone, not in a column as well.
    const digest = valueOf<TraceDigest>(readSaid(row.said as string), 'digest');
    return {
      ...data,
      ...(digest && { digest }),
      entityRef: row.entity_ref,
      key,
      id: Buffer.from(key).toString('base64url'),
      phase: row.phase,
      reportedBy: row.reported_by,
      traceIds: traceId ?? [],
      entityRefs: owners.get(key)!.map(owner => owner.entity_ref),
    } as unknown as RunRow;
  });
}
