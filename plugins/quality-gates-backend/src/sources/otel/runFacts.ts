import {
  taskKey,
  type FactOf,
  type Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readEntityRef, readLink, readOwnText, readText } from './aliases';
import type { RunTrace } from './readRuns';
import type { RunGroup } from './RunGroup';
import { runResult, taskResult } from './results';
import type { SpanNode } from './spanTree';

/** Who reports a trace, and which it is. */
export interface TraceContext {
  readonly traceId: string;
  readonly sender: string;
}

/**
 * The run of a group. Without its span it is under way since its first task, and `at` is that start: whatever the
 * run's span says later is newer.
 */
export function runFact(
  group: RunGroup,
  trace: RunTrace,
  context: TraceContext,
): FactOf<'run'> {
  const { identity, root, members } = group;
  const { attempt, url } = identity;
  const queue = root && runQueue(group, trace);
  const times = root
    ? timesOf(root, queue)
    : { startedAt: earliestStart(members) };
  return {
    type: 'run',
    key: group.key,
    subject: group.subject,
    channel: 'otlp',
    at: root ? root.span.endedAt : times.startedAt,
    phase: root ? 'terminal' : 'executing',
    reportedBy: context.sender,
    data: {
      pipeline: group.pipeline,
      attempt,
      result: root && runResult(root.span),
      branch: group.branch,
      commit: group.commit,
      pullRequest: group.pullRequest,
      ...times,
      dequeuedAt: queue && times.startedAt,
      url,
      traceId: context.traceId,
    },
  };
}

/** One task fact a task span. The task type of the conventions (build, test, deploy) is its stage. */
export function taskFact(
  node: SpanNode,
  group: RunGroup,
  trace: RunTrace,
  context: TraceContext,
): FactOf<'task'> {
  const { span } = node;
  const name =
    readOwnText(span, 'cicd.pipeline.task.name') ?? span.name.slice(0, 256);
  const id = readOwnText(span, 'cicd.pipeline.task.run.id') ?? span.spanId;
  const queue = node.children.find(child => trace.roles.get(child) === 'queue');
  return {
    type: 'task',
    key: taskKey(group.key, name, id),
    subject: subjectOf(node, group),
    channel: 'otlp',
    at: span.endedAt,
    phase: 'terminal',
    reportedBy: context.sender,
    data: {
      runKey: group.key,
      name,
      stage:
        readOwnText(span, 'cicd.pipeline.task.type') ?? stageOf(node, trace),
      result: taskResult(span),
      ...timesOf(node, queue),
      url: readLink(span, 'cicd.pipeline.task.run.url.full'),
      spanId: span.spanId,
    },
  };
}

/** The run's subject, with what this span says of itself: in a monorepo the tasks of one run have several entities. */
export function subjectOf(
  node: SpanNode,
  group: Pick<RunGroup, 'subject'>,
): Subject {
  return {
    ...group.subject,
    entityRef: readEntityRef(node.span) ?? group.subject.entityRef,
    service: readText(node.span, 'service.name') ?? group.subject.service,
  };
}

function stageOf({ parent }: SpanNode, { roles }: RunTrace) {
  return parent && roles.get(parent) === 'stage'
    ? parent.span.name.slice(0, 256)
    : undefined;
}

/** A queue of the whole run: right below its span or nothing, and not named after a job (`queue-{job}`). */
function runQueue({ members, root }: RunGroup, trace: RunTrace) {
  return members.find(
    node =>
      trace.roles.get(node) === 'queue' &&
      (node.parent === null || node.parent === root) &&
      !/^queue-/i.test(node.span.name),
  );
}

/** Waiting ends where the queue span does, never after the end; without a queue span no waiting is known. */
function timesOf({ span }: SpanNode, queue: SpanNode | undefined) {
  const { startedAt, endedAt: finishedAt } = span;
  if (!queue) return { startedAt, finishedAt };
  return {
    queuedAt: Math.min(queue.span.startedAt, startedAt),
    startedAt: Math.min(Math.max(startedAt, queue.span.endedAt), finishedAt),
    finishedAt,
  };
}

function earliestStart(nodes: readonly SpanNode[]): number {
  return nodes.reduce(
    (earliest, { span }) => Math.min(earliest, span.startedAt),
    Infinity,
  );
}
