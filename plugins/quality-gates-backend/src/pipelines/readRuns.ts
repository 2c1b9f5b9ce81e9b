import type {
  Page,
  Run,
  RunDetail,
  Task,
  Trace,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { secondsBetween, toInstant } from '../instant';
import type { RunRow, Store, TaskRow } from '../store/types';

/** One bar of the waterfall. */
export type TraceSpan = Trace['spans'][number];

/** Of the spans of a run's traces those of the run itself, in the words of the waterfall, parents before children. */
export type SpansOfRun = (
  spans: readonly Span[],
  runKey: string,
) => readonly TraceSpan[];

/** Most bars a waterfall is answered with. */
const MAX_SPANS = 10_000;
/** What one read of the store takes. */
const MAX_TRACES = 20;

/** What {@link createRunReader} needs. */
export interface RunReaderOptions {
  readonly store: Pick<
    Store,
    'listRuns' | 'readRun' | 'readTasks' | 'readTraces' | 'readLogExcerpts'
  >;
  readonly spansOfRun: SpansOfRun;
}

/** Reads runs of an entity, as the wire carries them. Undefined = the entity has no such run. */
export function createRunReader({ store, spansOfRun }: RunReaderOptions) {
  return {
    /** A page, newest first. */
    async listRuns(
      query: Parameters<Store['listRuns']>[0],
    ): Promise<Page<Run>> {
      const { rows, nextCursor } = await store.listRuns(query);
      return { items: rows.map(toRun), nextCursor };
    },

    /** A run with its tasks in order of their start. */
    async readRun(
      entityRef: string,
      runId: string,
    ): Promise<RunDetail | undefined> {
      const row = await store.readRun(entityRef, runId);
      if (!row) return undefined;
      const tasks = await store.readTasks(entityRef, row.key);
      return { ...toRun(row), tasks: tasks.map(toTask) };
    },

    /** Spans of all traces of a run, parents before children; empty when no trace told of it. */
    async readTrace(
      entityRef: string,
      runId: string,
    ): Promise<Trace | undefined> {
      const row = await store.readRun(entityRef, runId);
      if (!row) return undefined;
      const traceIds = row.traceIds.slice(0, MAX_TRACES);
      const traces = traceIds.length ? await store.readTraces(traceIds) : [];
      const spans = spansOfRun(
        traces.flatMap(trace => trace.spans),
        row.key,
      );
      const first = spans.filter(failed).map(({ spanId }) => spanId);
      const printed = spans.length
        ? await store.readLogExcerpts({ traceIds, first })
        : new Map<string, string>();
      return {
        spans: spans.slice(0, MAX_SPANS).map(span => {
          const logs = printed.get(span.spanId);
          return logs === undefined ? span : { ...span, logs };
        }),
        truncated:
          spans.length > MAX_SPANS ||
          row.traceIds.length > MAX_TRACES ||
          traces.some(trace => trace.truncated),
        traceUrls: [],
      };
    },
  };
}

/** Whose lines are wanted most, when there are too many for one answer. */
function failed({ result }: TraceSpan): boolean {
  return ['failure', 'error', 'timeout'].includes(result);
}

function toRun(row: RunRow): Run {
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
    attribution: null,
    failures: [],
    lostToPlatformSeconds: null,
    firstFailureSeconds: null,
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
