import type { Channel } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { columnNames, indexedText, readColumns, type Column } from './columns';
import { dialectOf, queryRows, type DatabaseRow } from './dialect';
import type { Entry, FactTable } from './factTable';
import { phaseOf, valueOf, type Said } from './joinFields';
import { compareText, insertRows, selectByKeys } from './rows';
import type { Store, TaskRow } from './types';

const COLUMNS: readonly Column[] = [
  { column: 'name', field: 'name', kind: 'text' },
  { column: 'stage', field: 'stage', kind: 'text' },
  { column: 'result', field: 'result', kind: 'text' },
  { column: 'queued_at', field: 'queuedAt', kind: 'number' },
  { column: 'started_at', field: 'startedAt', kind: 'number' },
  { column: 'finished_at', field: 'finishedAt', kind: 'number' },
  { column: 'url', field: 'url', kind: 'text' },
  { column: 'span_id', field: 'spanId', kind: 'text' },
];

/** Who is believed about the tasks of a run, best first; kept as a number so that SQL can compare. */
const TRUST: readonly Channel[] = ['otlp', 'webhook', 'plain'];
const MOST_TASKS = 2000;
const DAY_MS = 86_400_000;

/** Jobs and stages, kept under the day of their run. */
export const taskTable: FactTable = {
  type: 'task',
  table: 'task_run',
  key: {
    entity_ref: 'text',
    bucket_day: 'bigint',
    run_key: 'text',
    task_key: 'text',
  },
  keyOf(entry, bucketDays) {
    const runKey = valueOf<string>(entry.said, 'runKey')!;
    return {
      entity_ref: entry.entityRef,
      bucket_day: bucketDays.get(runKey)!,
      run_key: runKey,
      task_key: entry.key,
    };
  },
  columns: [...COLUMNS, { column: 'run_key', field: 'runKey', kind: 'text' }],
  derive(said) {
    const stage = valueOf<string>(said, 'stage');
    return {
      stage: stage === undefined ? null : indexedText(stage),
      result: valueOf<string>(said, 'result') ?? 'unknown',
      phase: phaseOf(said),
      trust: TRUST.indexOf(valueOf<Channel>(said, '$channel')!),
    };
  },
};

/**
 * The day under which everything below a run is kept, by run key: fixed when the run is first seen, because it is
 * part of keys and a run's own times may be corrected. Days since the epoch, UTC.
 */
export async function fixBucketDays(
  tx: Knex,
  entries: readonly Entry[],
): Promise<Map<string, number>> {
  const wanted = new Map<string, number>();
  for (const { type, said } of entries) {
    if (type !== 'task') continue;
    const runKey = valueOf<string>(said, 'runKey')!;
    const day = Math.floor(earliestTime(said) / DAY_MS);
    wanted.set(runKey, Math.min(day, wanted.get(runKey) ?? day));
  }
  const rows = [...wanted]
    .sort(([a], [b]) => compareText(a, b))
    .map(([run_key, bucket_day]) => ({ run_key, bucket_day }));
  const table = 'run_identity';
  const key = ['run_key'];
  await insertRows(tx, { table, key, rows, update: [] });
  const fixed = await selectByKeys(tx, {
    table,
    key,
    types: ['text'],
    columns: ['run_key', 'bucket_day'],
    keys: rows.map(row => [row.run_key]),
  });
  return new Map(
    fixed.map(row => [row.run_key as string, Number(row.bucket_day)]),
  );
}

function earliestTime(said: Said): number {
  return (
    valueOf<number>(said, 'startedAt') ??
    valueOf<number>(said, 'queuedAt') ??
    valueOf<number>(said, '$firstAt') ??
    valueOf<number>(said, '$heardAt')!
  );
}

/** Columns of a task `t`, for {@link toTask}; `trust` beside them. */
export const TASK_SELECTION = [
  ...['entity_ref', 'task_key', 'run_key', 'phase', 'reported_by', 'trust'],
  ...columnNames(COLUMNS),
]
  .map(column => `t.${column}`)
  .join(', ');

/** A task of its row. */
export function toTask(row: DatabaseRow): TaskRow {
  return {
    ...readColumns(COLUMNS, row),
    runKey: row.run_key,
    entityRef: row.entity_ref,
    key: row.task_key,
    phase: row.phase,
    reportedBy: row.reported_by,
  } as TaskRow;
}

/** See {@link Store.readTasks}: only the tasks that the most trusted channel of this run told of. */
export async function readTasks(
  tx: Knex,
  entityRef: string,
  runKey: string,
): Promise<TaskRow[]> {
  const rows = await queryRows(
    tx,
    `select * from (
       select ${TASK_SELECTION}, min(t.trust) over () as best
       from run_identity i
       join task_run t on t.bucket_day = i.bucket_day and t.run_key = i.run_key
       where i.run_key = ? and t.entity_ref = ?
     ) as tasks
     where trust = best
     order by started_at, name, task_key limit ?`,
    [runKey, entityRef, MOST_TASKS],
  );
  return rows.map(toTask);
}

/** See {@link Store.readTasksOfRuns}. */
export async function readTasksOfRuns(
  tx: Knex,
  query: Parameters<Store['readTasksOfRuns']>[0],
): Promise<TaskRow[]> {
  if (query.runKeys.length === 0) return [];
  const among = dialectOf(tx).oneOf('i.run_key', query.runKeys);
  const rows = await queryRows(
    tx,
    `select * from (
       select ${TASK_SELECTION},
         min(t.trust) over (partition by t.run_key) as best
       from run_identity i
       join task_run t on t.bucket_day = i.bucket_day and t.run_key = i.run_key
       where ${among.sql} and t.entity_ref = ?
     ) as tasks
     where trust = best
     order by run_key, started_at, name, task_key limit ?`,
    [...among.bindings, query.entityRef, query.limit],
  );
  return rows.map(toTask);
}
