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
import type { SpanNode } from './SpanNode';

const MAX_SPANS = 20;
const MAX_NAME = 200;
const MAX_MESSAGE = 500;
const MAX_TYPE = 100;
const FAILED: ReadonlySet<string> = new Set(['failure', 'error', 'timeout']);
const DIGESTED: ReadonlySet<string> = new Set(['checkout', 'restore-cache']);

/** What stands out in one run, in the order of the trace. */
interface Striking {
  spans: number;
  readonly failed: SpanNode[];
  readonly steps: SpanNode[];
}

/**
 * What lists and numbers need of the runs of a trace, so that none of them opens it: spans that failed and hold no
 * other that failed, and checkouts and caches. Runs with none of either are left out. Their fields are in the order in
 * which the store keeps them, so that it need not copy them.
 */
export function traceDigests({
  nodes,
  groups,
}: RunTrace): ReadonlyMap<RunGroup, TraceDigest> {
  const found = new Map<RunGroup, Striking>();
  for (const group of groups) {
    found.set(group, { spans: 0, failed: [], steps: [] });
  }
  for (const node of nodes) {
    if (!node.group) continue;
    const striking = found.get(node.group)!;
    striking.spans += 1;
    if (hasFailed(node)) striking.failed.push(node);
    if (isDigested(node)) striking.steps.push(node);
  }
  const digests = new Map<RunGroup, TraceDigest>();
  for (const [group, { spans, failed, steps }] of found) {
    if (failed.length === 0 && steps.length === 0) continue;
    digests.set(group, {
      failed: firstOf(failed.filter(holdsNoFailed)).map(digestSpan),
      spans,
      steps: firstOf(steps).map(digestStep),
    });
  }
  return digests;
}

function hasFailed(node: SpanNode): boolean {
  return FAILED.has(resultOf(node));
}

function holdsNoFailed({ children, group }: SpanNode): boolean {
  return !children.some(child => child.group === group && hasFailed(child));
}

function firstOf(nodes: readonly SpanNode[]): SpanNode[] {
  return [...nodes].sort(byStart).slice(0, MAX_SPANS);
}

const stageNamed = remembering(normaliseStage);

/** Steps alone: a job that is called after its cache is a row of its own. */
function isDigested({ span, role }: SpanNode): boolean {
  if (role === 'run' || role === 'task' || role === 'stage') return false;
  return (
    role === 'checkout' ||
    span.attributes['cicd.cache.hit'] !== undefined ||
    DIGESTED.has(stageNamed(span.name))
  );
}

function isPlatform({ role }: SpanNode): boolean {
  return role === 'platform' || role === 'queue' || role === 'checkout';
}

function resultOf({ span, role }: SpanNode) {
  if (role === 'run') return runResult(span);
  return role === 'task' ? taskResult(span) : statusResult(span);
}

/** The nearest task of the same run, the span itself included. */
function taskAround(node: SpanNode): SpanNode | undefined {
  let at: SpanNode | null = node;
  while (at && at.group === node.group) {
    if (at.role === 'task') return at;
    at = at.parent;
  }
  return undefined;
}

function digestSpan(node: SpanNode): DigestSpan {
  const { span } = node;
  const task = taskAround(node);
  const exception = span.events.find(event => event.name === 'exception');
  const message =
    span.statusMessage || textOf(exception?.attributes['exception.message']);
  const errorType =
    textOf(span.attributes['error.type']) ??
    textOf(exception?.attributes['exception.type']);
  return {
    endedAt: span.endedAt,
    ...(errorType && { errorType: errorType.slice(0, MAX_TYPE) }),
    ...(message && { message: message.slice(0, MAX_MESSAGE) }),
    name: span.name.slice(0, MAX_NAME),
    ...(isPlatform(node) && { platform: true as const }),
    result: resultOf(node),
    spanId: span.spanId,
    startedAt: span.startedAt,
    ...(task && { taskSpanId: task.span.spanId }),
  };
}

function digestStep(node: SpanNode): DigestStep {
  const { span } = node;
  const hit = String(span.attributes['cicd.cache.hit']);
  return {
    ...((hit === 'true' || hit === 'false') && { cacheHit: hit === 'true' }),
    name: span.name.slice(0, MAX_NAME),
    result: resultOf(node),
    seconds: (span.endedAt - span.startedAt) / 1000,
  };
}

function byStart(a: SpanNode, b: SpanNode): number {
  if (a.span.startedAt !== b.span.startedAt) {
    return a.span.startedAt - b.span.startedAt;
  }
  return a.span.spanId < b.span.spanId ? -1 : 1;
}
