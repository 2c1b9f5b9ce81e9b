import {
  taskKey,
  type FactOf,
  type Subject,
  type TraceDigest,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readEntityRef, readLink, readOwnText, readText } from './aliases';
import type { SpanRole } from './emitters/Emitter';
import type { RunGroup } from './RunGroup';
import { taskResult } from './results';
import type { SpanNode } from './SpanNode';

/** As deep as the platform's work around a queue is looked through. */
const MAX_PLATFORM_LEVELS = 8;
const AROUND: ReadonlySet<SpanRole | undefined> = new Set([
  'platform',
  'stage',
]);
/** A longer wait than 30 days is a mistake of the emitter. */
const MAX_QUEUE_SECONDS = 30 * 86_400;

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
  context: TraceContext & {
    readonly digests: ReadonlyMap<RunGroup, TraceDigest>;
  },
): FactOf<'run'> {
  const { identity, root, members } = group;
  const { attempt, url } = identity;
  const queues = root ? runQueues(group) : [];
  const times = root
    ? timesOf(root, queues)
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
      result: group.result,
      branch: group.branch,
      commit: group.commit,
      pullRequest: group.pullRequest,
      ...times,
      dequeuedAt: queues.length > 0 ? times.startedAt : undefined,
      url,
      traceId: context.traceId,
      digest: context.digests.get(group),
    },
  };
}

/** One task fact a task span. The task type of the conventions (build, test, deploy) is its stage. */
export function taskFact(
  node: SpanNode,
  group: RunGroup,
  context: TraceContext,
): FactOf<'task'> {
  const { span } = node;
  const name =
    readOwnText(span, 'cicd.pipeline.task.name') ?? span.name.slice(0, 256);
  const id = readOwnText(span, 'cicd.pipeline.task.run.id') ?? span.spanId;
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
      stage: readOwnText(span, 'cicd.pipeline.task.type') ?? stageOf(node),
      result: taskResult(span),
      ...toldQueue(node),
      ...timesOf(node, taskQueues(node)),
      url: readLink(span, 'cicd.pipeline.task.run.url.full'),
      spanId: span.spanId,
    },
  };
}

/** The run's subject, with what this span says of itself: in a monorepo the tasks of one run have several entities. */
export function subjectOf(
  node: SpanNode,
  { subject }: Pick<RunGroup, 'subject'>,
): Subject {
  const entityRef = readEntityRef(node.span) ?? subject.entityRef;
  const service = readText(node.span, 'service.name') ?? subject.service;
  const same = entityRef === subject.entityRef && service === subject.service;
  return same ? subject : { ...subject, entityRef, service };
}

function stageOf({ parent }: SpanNode) {
  return parent?.role === 'stage' ? parent.span.name.slice(0, 256) : undefined;
}

/**
 * What a run waited for before its first task: the first queue of its own, and those that follow before any task
 * begins. Its own are right below it but for the platform's work, or below nothing, and not named after a job
 * (`queue-{job}`).
 */
function runQueues({ members, root }: RunGroup): SpanNode[] {
  const firstTask = earliestStart(members.filter(node => node.role === 'task'));
  return members
    .filter(
      node =>
        node.role === 'queue' &&
        !/^queue-/i.test(node.span.name) &&
        [null, root].includes(waitsFor(node)),
    )
    .filter(({ span }, index) => index === 0 || span.startedAt < firstTask);
}

/** What a queue span holds up: the nearest span around it that is neither the platform's own nor only a group. */
function waitsFor(queue: SpanNode): SpanNode | null {
  let around = queue.parent;
  for (let level = 0; level < MAX_PLATFORM_LEVELS; level++) {
    if (!around || !AROUND.has(around.role)) break;
    around = around.parent;
  }
  return around;
}

/** The queue of a task: right below it, or below the platform's work there. */
function taskQueues({ children }: SpanNode): SpanNode[] {
  const platforms = children.filter(node => node.role === 'platform');
  const queue = [...children, ...platforms.flatMap(node => node.children)].find(
    node => node.role === 'queue',
  );
  return queue ? [queue] : [];
}

/** Waiting ends where its last span does, never after the end; without a queue span no waiting is known. */
function timesOf({ span }: SpanNode, queues: readonly SpanNode[]) {
  const { startedAt, endedAt: finishedAt } = span;
  if (queues.length === 0) return { startedAt, finishedAt };
  const waitedUntil = Math.max(...queues.map(queue => queue.span.endedAt));
  return {
    queuedAt: Math.min(earliestStart(queues), startedAt),
    startedAt: Math.min(Math.max(startedAt, waitedUntil), finishedAt),
    finishedAt,
  };
}

/** Some emitters say how long a task waited before its span begins. */
function toldQueue({ span }: SpanNode) {
  const seconds = Number(
    readOwnText(span, 'cicd.pipeline.task.run.queue.duration'),
  );
  return seconds >= 0 && seconds <= MAX_QUEUE_SECONDS
    ? { queuedAt: span.startedAt - Math.round(seconds * 1000) }
    : {};
}

function earliestStart(nodes: readonly SpanNode[]): number {
  return nodes.reduce(
    (earliest, { span }) => Math.min(earliest, span.startedAt),
    Infinity,
  );
}
