import type { RunRow, Store, TaskRow } from '../store/types';
import { attributeRun, type RunAttribution } from './attributeRun';
import type { StageOf } from './stageOf';
import { createTriesOf } from './tries';
import { hasFailed } from './types';

/** Calls of the store that judging takes, each once however many runs there are. */
export type JudgingStore = Pick<
  Store,
  'readTasksOfRuns' | 'readTries' | 'readTestReports'
>;

/** A run, its jobs in order of their start, and whose failure it is. */
export interface Judgement extends RunAttribution {
  readonly row: RunRow;
  readonly tasks: readonly TaskRow[];
}

/** Commits of failed runs that are looked into; more do not fit on a page, and the newest come first. */
const MOST_COMMITS = 1000;

/** Judges many runs of one entity by three reads. At most `mostTasks` jobs are looked at; `truncated` = there are more. */
export async function judgeRuns(
  rows: readonly RunRow[],
  options: {
    readonly entityRef: string;
    readonly store: JudgingStore;
    readonly stageOf: StageOf;
    readonly mostTasks: number;
  },
): Promise<{ judged: Judgement[]; truncated: boolean }> {
  const { entityRef, store, stageOf, mostTasks } = options;
  const failed = new Set(
    rows.flatMap(row => (hasFailed(row.result) ? row.commit ?? [] : [])),
  );
  const commits = [...failed].slice(0, MOST_COMMITS);
  const [tasks, tries, reports] = await Promise.all([
    store.readTasksOfRuns({
      entityRef,
      runKeys: rows.map(row => row.key),
      limit: mostTasks,
    }),
    store.readTries({ entityRef, commits }),
    store.readTestReports({ entityRef, commits }),
  ]);
  const tasksOf = new Map<string, TaskRow[]>();
  for (const task of tasks) {
    const own = tasksOf.get(task.runKey);
    if (own) own.push(task);
    else tasksOf.set(task.runKey, [task]);
  }
  const triesOf = createTriesOf(
    tries,
    reports.map(report => report.data),
  );
  const judged = rows.map(row => {
    const own = tasksOf.get(row.key) ?? [];
    const evidence = { run: row, tasks: own, tries: triesOf(row), stageOf };
    return { row, tasks: own, ...attributeRun(evidence) };
  });
  return { judged, truncated: tasks.length >= mostTasks };
}
