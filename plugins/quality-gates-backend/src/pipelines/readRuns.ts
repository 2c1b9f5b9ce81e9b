import {
  RESULTS,
  type Page,
  type Run,
  type RunDetail,
  type Task,
  type Verdict,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { secondsBetween, toInstant } from '../instant';
import type { RunListQuery, RunRow, Store, TaskRow } from '../store/types';
import type { RunAttribution } from './attributeRun';
import { judgeRuns, type JudgingStore } from './judgeRuns';
import { createTraceReader, type SpansOfRun } from './readTrace';
import { createScopeOf, type Scope } from './scopeOf';
import type { StageOf } from './stageOf';
import { hasFailed } from './types';

/** Jobs of a page that are looked at. */
const MOST_TASKS = 20_000;
const FAILED = RESULTS.filter(hasFailed);

/** Which runs. */
export interface RunQuery extends Omit<RunListQuery, 'results'> {
  /** Only failed runs of which this was found. */
  readonly attribution?: Verdict;
  readonly scope?: Scope;
}

/** What {@link createRunReader} needs. */
export interface RunReaderOptions {
  readonly store: JudgingStore &
    Pick<
      Store,
      'listRuns' | 'readRun' | 'readTasks' | 'readTraces' | 'readLogExcerpts'
    >;
  readonly spansOfRun: SpansOfRun;
  readonly stageOf: StageOf;
  /** `qualityGates.traceUrlTemplate` */
  readonly traceUrlTemplate?: string;
}

/** Reads runs of an entity, as the wire carries them. Undefined = the entity has no such run. */
export function createRunReader(options: RunReaderOptions) {
  const { store, stageOf } = options;
  const judge = async (entityRef: string, rows: readonly RunRow[]) => {
    const most = { entityRef, store, stageOf, mostTasks: MOST_TASKS };
    return (await judgeRuns(rows, most)).judged;
  };
  return {
    /**
     * A page, newest first. `attribution` and `scope` are worked out of the facts, so they select among the runs of
     * the page: it may hold fewer than `limit`, even none, while a cursor leads on.
     */
    async listRuns(query: RunQuery): Promise<Page<Run>> {
      const { attribution, scope, ...asked } = query;
      const { rows, nextCursor } = await store.listRuns({
        ...asked,
        ...(attribution && { results: FAILED }),
      });
      const scopeOf = createScopeOf(rows);
      const judged = await judge(query.entityRef, rows);
      const items = judged
        .filter(({ row }) => !scope || scopeOf(row) === scope)
        .filter(one => !attribution || one.attribution?.verdict === attribution)
        .map(one => toRun(one.row, one));
      return { items, nextCursor };
    },

    /** A run with its tasks in order of their start. */
    async readRun(
      entityRef: string,
      runId: string,
    ): Promise<RunDetail | undefined> {
      const row = await store.readRun(entityRef, runId);
      if (!row) return undefined;
      const [found] = await judge(entityRef, [row]);
      return { ...toRun(row, found), tasks: found.tasks.map(toTask) };
    },

    readTrace: createTraceReader(options),
  };
}

function toRun(row: RunRow, found: RunAttribution): Run {
  return {
    id: row.id,
    // A run that nobody named is shown by its identity: a made-up name could be taken for a pipeline's.
    pipeline: row.pipeline ?? row.key,
    branch: row.branch ?? null,
    commit: row.commit ?? null,
    pullRequest: row.pullRequest ?? null,
    attempt: row.attempt,
    result: row.result,
    phase: row.phase,
    queuedAt: toInstant(row.queuedAt),
    startedAt: toInstant(row.startedAt),
    finishedAt: toInstant(row.finishedAt),
    durationSeconds: secondsBetween(row.startedAt, row.finishedAt),
    queueSeconds: secondsBetween(row.queuedAt, row.dequeuedAt),
    url: row.url ?? null,
    entityRefs: [...row.entityRefs],
    attribution: found.attribution,
    failures: [...found.failures],
    lostToPlatformSeconds: found.lostToPlatformSeconds,
    firstFailureSeconds: found.firstFailureSeconds,
    traceIds: [...row.traceIds],
  };
}

function toTask(row: TaskRow): Task {
  return {
    id: row.key,
    name: row.name,
    stage: row.stage ?? null,
    result: row.result,
    queuedAt: toInstant(row.queuedAt),
    startedAt: toInstant(row.startedAt),
    finishedAt: toInstant(row.finishedAt),
    durationSeconds: secondsBetween(row.startedAt, row.finishedAt),
    queueSeconds: secondsBetween(row.queuedAt, row.startedAt),
    url: row.url ?? null,
  };
}
