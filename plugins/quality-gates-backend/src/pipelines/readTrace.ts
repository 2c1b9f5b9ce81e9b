import type { Trace } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { RunRow, Store } from '../store/types';
import { criticalPath } from './criticalPath';
import { markAttempts } from './markAttempts';
import { queueSpan, traceOfFacts } from './traceOfFacts';
import { hasFailed } from './types';

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

/**
 * Reads the waterfall of a run: the spans of all its traces, and where none told of it (or they are no longer kept) its
 * jobs and queues as other sources told them. The critical path and further tries of a job are marked.
 */
export function createTraceReader(options: {
  readonly store: Pick<
    Store,
    'readRun' | 'readTasks' | 'readTraces' | 'readLogExcerpts'
  >;
  readonly spansOfRun: SpansOfRun;
  readonly traceUrlTemplate?: string;
}) {
  const { store, spansOfRun, traceUrlTemplate } = options;
  return async (
    entityRef: string,
    runId: string,
  ): Promise<Trace | undefined> => {
    const row = await store.readRun(entityRef, runId);
    if (!row) return undefined;
    const traceIds = row.traceIds.slice(0, MAX_TRACES);
    const traces = traceIds.length ? await store.readTraces(traceIds) : [];
    const traced = spansOfRun(
      traces.flatMap(trace => trace.spans),
      row.key,
    );
    const spans =
      traced.length > 0
        ? withQueue(traced, row)
        : traceOfFacts(row, await store.readTasks(entityRef, row.key));
    const shown = spans.slice(0, MAX_SPANS);
    const logs = traced.length
      ? await store.readLogExcerpts({ traceIds, first: idsOfFailed(shown) })
      : new Map<string, string>();
    return {
      spans: mark(shown, logs),
      truncated:
        spans.length > MAX_SPANS ||
        row.traceIds.length > MAX_TRACES ||
        traces.some(trace => trace.truncated),
      traceUrls: traceUrlTemplate
        ? traceIds.map(id => traceUrlTemplate.replaceAll('${traceId}', id))
        : [],
    };
  };
}

/** A trace that tells of no waiting is given that which another source told of the run. */
function withQueue(spans: readonly TraceSpan[], row: RunRow): TraceSpan[] {
  const root = spans.find(span => span.kind === 'run');
  if (!root || spans.some(span => span.kind === 'queue')) return [...spans];
  const queue = queueSpan({ key: root.spanId }, row.queuedAt, row.dequeuedAt);
  const place = spans.indexOf(root) + 1;
  return [...spans.slice(0, place), ...queue, ...spans.slice(place)];
}

/** Whose lines are wanted most, when there are too many for one answer. */
function idsOfFailed(spans: readonly TraceSpan[]): string[] {
  return spans
    .filter(({ result }) => hasFailed(result))
    .map(({ spanId }) => spanId);
}

function mark(
  spans: readonly TraceSpan[],
  logs: ReadonlyMap<string, string>,
): TraceSpan[] {
  const critical = criticalPath(spans);
  const attempts = markAttempts(spans);
  return spans.map(span => {
    const attempt = attempts.get(span.spanId);
    const printed = logs.get(span.spanId);
    return {
      ...span,
      ...(critical.has(span.spanId) && { critical: true }),
      ...(attempt && { attempt }),
      ...(printed !== undefined && { logs: printed }),
    };
  });
}
