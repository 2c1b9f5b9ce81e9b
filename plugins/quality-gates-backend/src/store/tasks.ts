/** Reads of tasks. Each is bounded by the number of tasks, and looks at no more runs than these belong to. */
import type { TaskData } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import { cleanText } from './cleanFact';
import { dialectOf, queryRows } from './dialect';
import { compareText } from './rows';
import { toTasks } from './runTasks';
import type { Store, TaskRow } from './types';

const MOST_RUNS_OF_COMMIT = 50;

/** See {@link Store.readTasks}: only the tasks that the most trusted channel of this run told of. */
export async function readTasks(
  tx: Knex,
  entityRef: string,
  runKey: string,
): Promise<TaskRow[]> {
  const rows = await queryRows(
    tx,
    `select entity_ref, run_key, tasks from run_tasks
     where entity_ref = ? and run_key = ?`,
    [entityRef, runKey],
  );
  return rows.flatMap(toTasks);
}

/** See {@link Store.readTasksOfRuns}. */
export async function readTasksOfRuns(
  tx: Knex,
  { entityRef, runKeys, limit }: Parameters<Store['readTasksOfRuns']>[0],
): Promise<TaskRow[]> {
  if (runKeys.length === 0) return [];
  const among = dialectOf(tx).oneOf('run_key', runKeys);
  const rows = await queryRows(
    tx,
    `select entity_ref, run_key, tasks from (
       select entity_ref, run_key, tasks, task_count,
         sum(task_count) over (order by run_key) as up_to
       from run_tasks where entity_ref = ? and ${among.sql}
     ) as runs
     where up_to - task_count < ? order by run_key`,
    [entityRef, ...among.bindings, limit],
  );
  return rows.flatMap(toTasks).slice(0, limit);
}

/** See {@link EvaluationStore.readTasksOfCommit}; of each run only the tasks its most trusted channel told of. */
export async function readTasksOfCommit(
  tx: Knex,
  query: {
    entityRef: string;
    commit: string;
    pipeline?: string;
    limit: number;
  },
): Promise<(TaskData & { pipeline?: string })[]> {
  const pipeline = query.pipeline && cleanText(query.pipeline);
  const rows = await queryRows(
    tx,
    `select * from (
       select t.entity_ref, t.run_key, t.tasks, t.task_count, r.pipeline,
         sum(t.task_count) over (order by r.occurred_at desc, r.run_key desc) as up_to
       from (
         select runs.*, row_number() over (partition by family order by attempt desc, run_key desc) as newest
         from (
           select run_key, pipeline, attempt, occurred_at,
             case when run_key like '%#%' then substr(run_key, 1, length(run_key) - length(cast(attempt as text)) - 1)
               else run_key end as family
           from pipeline_run where entity_ref = ? and commit_sha = ?${
             pipeline ? ' and pipeline = ?' : ''
           }
           order by occurred_at desc, run_key desc limit ${MOST_RUNS_OF_COMMIT}
         ) as runs
       ) as r
       join run_tasks t on t.entity_ref = ? and t.run_key = r.run_key
       where r.newest = 1
     ) as tasks
     where up_to - task_count < ?`,
    [
      query.entityRef,
      cleanText(query.commit),
      ...(pipeline ? [pipeline] : []),
      query.entityRef,
      query.limit,
    ],
  );
  return rows
    .flatMap(row => {
      const of = row.pipeline ? { pipeline: row.pipeline as string } : {};
      return toTasks(row).map(task => ({ ...task, ...of }));
    })
    .sort(newestFirst)
    .slice(0, query.limit);
}

function newestFirst(a: TaskRow, b: TaskRow): number {
  return (
    (b.startedAt ?? -Infinity) - (a.startedAt ?? -Infinity) ||
    compareText(a.name, b.name) ||
    compareText(a.key, b.key)
  );
}
