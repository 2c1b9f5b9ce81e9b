import type { Trace } from '@quality-gates/backstage-plugin-quality-gates-common';
import { toInstant } from '../instant';
import type { PipelineRun, PipelineTask } from './types';

type TraceSpan = Trace['spans'][number];

/**
 * The waterfall of a run that no trace told of, from its jobs and queues. What has no end yet is left out; empty when
 * nothing of the run is over.
 */
export function traceOfFacts(
  run: PipelineRun & { readonly url?: string },
  tasks: readonly PipelineTask[],
): TraceSpan[] {
  const ends = tasks.flatMap(task => task.finishedAt ?? []);
  const startedAt = run.startedAt ?? tasks.at(0)?.startedAt;
  const endedAt =
    run.finishedAt ?? (ends.length ? Math.max(...ends) : undefined);
  if (startedAt === undefined || endedAt === undefined) return [];
  const root: TraceSpan = {
    spanId: run.key,
    parentSpanId: null,
    name: run.pipeline ?? run.key,
    kind: 'run',
    startedAt: toInstant(Math.min(startedAt, endedAt)),
    endedAt: toInstant(endedAt),
    result: run.result,
    ...(run.url && { url: run.url }),
  };
  return [
    root,
    ...queueSpan(run, run.queuedAt, run.dequeuedAt),
    ...tasks.flatMap(task => taskSpans(task, run.key)),
  ];
}

/** The waiting of a run or job, below it; nothing when no source tells of any. */
export function queueSpan(
  { key }: { readonly key: string },
  queuedAt: number | undefined,
  dequeuedAt: number | undefined,
): TraceSpan[] {
  if (queuedAt === undefined || dequeuedAt === undefined) return [];
  if (dequeuedAt <= queuedAt) return [];
  return [
    {
      spanId: `${key} queue`,
      parentSpanId: key,
      name: 'queued',
      kind: 'queue',
      startedAt: toInstant(queuedAt),
      endedAt: toInstant(dequeuedAt),
      result: 'unknown',
    },
  ];
}

function taskSpans(task: PipelineTask, runKey: string): TraceSpan[] {
  const { key, name, result, url, finishedAt } = task;
  if (finishedAt === undefined) return [];
  const startedAt = task.startedAt ?? finishedAt;
  const span: TraceSpan = {
    spanId: key,
    parentSpanId: runKey,
    name,
    kind: 'job',
    startedAt: toInstant(startedAt),
    endedAt: toInstant(finishedAt),
    result,
    ...(url && { url }),
  };
  const waited = result === 'skip' ? undefined : task.queuedAt;
  return [span, ...queueSpan(task, waited, startedAt)];
}
