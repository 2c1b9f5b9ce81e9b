import { normaliseStage } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  DigestSpan,
  DigestStep,
  TraceDigest,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { textOf } from './aliases';
import { remembering } from './remembering';
import type { RunTrace } from './readRuns';
import type { RunGroup } from './RunGroup';
import { runResult, statusResult, taskResult } from './results';
import type { SpanNode } from './spanTree';

const MAX_SPANS = 20;
const MAX_NAME = 200;
const MAX_MESSAGE = 500;
const MAX_TYPE = 100;
const FAILED: ReadonlySet<string> = new Set(['failure', 'error', 'timeout']);
const DIGESTED: ReadonlySet<string> = new Set(['checkout', 'restore-cache']);

/**
 * What lists and numbers need of the runs of a trace, so that none of them opens it: spans that failed and hold no
 * other that failed, and checkouts and caches. Runs with none of either are left out.
 */
export function traceDigests(
  trace: RunTrace,
): ReadonlyMap<RunGroup, TraceDigest> {
  const members = new Map<RunGroup, SpanNode[]>();
  for (const node of trace.nodes) {
    const group = trace.groupOf.get(node);
    const known = group && members.get(group);
    if (known) known.push(node);
    else if (group) members.set(group, [node]);
  }
  const digests = new Map<RunGroup, TraceDigest>();
  for (const [group, own] of members) {
    const digest = digestRun(own, trace);
    if (digest) digests.set(group, digest);
  }
  return digests;
}

function digestRun(
  own: readonly SpanNode[],
  trace: RunTrace,
): TraceDigest | undefined {
  const results = new Map(
    own.map(node => [node, resultOf(node, trace)] as const),
  );
  const failed = own.filter(
    node =>
      FAILED.has(results.get(node)!) &&
      !node.children.some(child => FAILED.has(results.get(child) ?? '')),
  );
  const steps = own.filter(node => isDigested(node, trace));
  if (failed.length === 0 && steps.length === 0) return undefined;
  const tasks = tasksAround(own, trace);
  return {
    spans: own.length,
    failed: firstOf(failed).map(node =>
      digestSpan(node, {
        result: results.get(node)!,
        platform: isPlatform(node, trace),
        task: tasks.get(node),
      }),
    ),
    steps: firstOf(steps).map(node => digestStep(node, results.get(node)!)),
  };
}

function firstOf(nodes: readonly SpanNode[]): SpanNode[] {
  return [...nodes].sort(byStart).slice(0, MAX_SPANS);
}

const stageNamed = remembering(normaliseStage);

/** Steps alone: a job that is called after its cache is a row of its own. */
function isDigested(node: SpanNode, { roles }: RunTrace): boolean {
  const role = roles.get(node);
  if (role === 'run' || role === 'task' || role === 'stage') return false;
  return (
    role === 'checkout' ||
    node.span.attributes['cicd.cache.hit'] !== undefined ||
    DIGESTED.has(stageNamed(node.span.name))
  );
}

function isPlatform(node: SpanNode, { roles }: RunTrace): boolean {
  const role = roles.get(node);
  return role === 'platform' || role === 'queue' || role === 'checkout';
}

function resultOf(node: SpanNode, { roles }: RunTrace) {
  const role = roles.get(node);
  if (role === 'run') return runResult(node.span);
  return role === 'task' ? taskResult(node.span) : statusResult(node.span);
}

/** The nearest task of each span, itself included; parents come before children. */
function tasksAround(own: readonly SpanNode[], { roles }: RunTrace) {
  const tasks = new Map<SpanNode, SpanNode>();
  for (const node of own) {
    const around = node.parent ? tasks.get(node.parent) : undefined;
    const task = roles.get(node) === 'task' ? node : around;
    if (task) tasks.set(node, task);
  }
  return tasks;
}

function digestSpan(
  { span }: SpanNode,
  told: {
    readonly result: DigestSpan['result'];
    readonly platform: boolean;
    readonly task: SpanNode | undefined;
  },
): DigestSpan {
  const exception = span.events.find(event => event.name === 'exception');
  const message =
    span.statusMessage || textOf(exception?.attributes['exception.message']);
  const errorType =
    textOf(span.attributes['error.type']) ??
    textOf(exception?.attributes['exception.type']);
  return {
    spanId: span.spanId,
    name: span.name.slice(0, MAX_NAME),
    ...(told.task && { taskSpanId: told.task.span.spanId }),
    startedAt: span.startedAt,
    endedAt: span.endedAt,
    result: told.result,
    ...(told.platform && { platform: true as const }),
    ...(message && { message: message.slice(0, MAX_MESSAGE) }),
    ...(errorType && { errorType: errorType.slice(0, MAX_TYPE) }),
  };
}

function digestStep({ span }: SpanNode, result: DigestStep['result']) {
  const hit = String(span.attributes['cicd.cache.hit']);
  return {
    name: span.name.slice(0, MAX_NAME),
    seconds: (span.endedAt - span.startedAt) / 1000,
    result,
    ...((hit === 'true' || hit === 'false') && { cacheHit: hit === 'true' }),
  };
}

function byStart(a: SpanNode, b: SpanNode): number {
  if (a.span.startedAt !== b.span.startedAt) {
    return a.span.startedAt - b.span.startedAt;
  }
  return a.span.spanId < b.span.spanId ? -1 : 1;
}
