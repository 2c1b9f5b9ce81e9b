import type {
  Result,
  Trace,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { DateTime } from 'luxon';
import { readLink, readOwnText } from './aliases';
import { readRuns, type RunTrace } from './readRuns';
import { runResult, stepResult, taskResult } from './results';
import type { SpanNode } from './SpanNode';

type WireSpan = Trace['spans'][number];

const MAX_MESSAGE = 2000;
const OF_TESTS: Readonly<Record<string, Result>> = {
  passed: 'success',
  failed: 'failure',
  skipped: 'skip',
  unknown: 'unknown',
};

/**
 * The spans of one run as the waterfall draws them: flat, parents before children, siblings by start. `spans` may be
 * those of several traces (a run can have several). Where a trace holds other runs too, their spans are left out. A
 * span whose parent is not among the answered ones stands at the top.
 *
 * @param runKey - Key of the run; when no trace knows it, all spans are answered.
 */
export function spansOfRun(
  spans: readonly Span[],
  runKey: string,
): Trace['spans'] {
  const byTrace = new Map<string, Span[]>();
  for (const span of spans) {
    const known = byTrace.get(span.traceId);
    if (known) known.push(span);
    else byTrace.set(span.traceId, [span]);
  }
  return [...byTrace]
    .map(([traceId, ofTrace]) => viewTrace(readRuns(ofTrace, traceId), runKey))
    .filter(view => view.length > 0)
    .sort((a, b) => compareText(firstStart(a), firstStart(b)))
    .flat();
}

function viewTrace(trace: RunTrace, runKey: string): WireSpan[] {
  const known = trace.groups.some(group => group.key === runKey);
  const shown = trace.nodes.filter(node => {
    const { group } = node;
    if (!known || (!group && trace.groups.length === 1)) return true;
    return group?.key === runKey;
  });
  const shownIds = new Set(shown.map(node => node.span.spanId));
  const stages = findStages(trace);
  return shown.map(node => {
    const { span, parent } = node;
    const message = span.statusMessage.slice(0, MAX_MESSAGE);
    const url = readOwnLink(span);
    return {
      spanId: span.spanId,
      parentSpanId:
        parent && shownIds.has(parent.span.spanId) ? parent.span.spanId : null,
      name: nameOf(node),
      kind: stages.has(node) ? 'stage' : kindOf(node),
      startedAt: isoOf(span.startedAt),
      endedAt: isoOf(span.endedAt),
      result: resultOf(node),
      ...(message && { message }),
      ...(url && { url }),
    };
  });
}

/** Tasks around other tasks. */
function findStages({ nodes }: RunTrace): Set<SpanNode> {
  const stages = new Set<SpanNode>();
  const taskAround = new Map<SpanNode, SpanNode>();
  for (const node of nodes) {
    const around = node.parent ? taskAround.get(node.parent) : undefined;
    const isTask = node.role === 'task';
    if (isTask && around) stages.add(around);
    const task = isTask ? node : around;
    if (task) taskAround.set(node, task);
  }
  return stages;
}

/** Tasks and stages are named by people, their spans often after what they are. */
function nameOf({ span, role }: SpanNode): string {
  const named = role === 'task' || role === 'stage';
  const told = named && readOwnText(span, 'cicd.pipeline.task.name');
  return told || span.name;
}

function kindOf({ role }: SpanNode): WireSpan['kind'] {
  if (role === 'task') return 'job';
  if (role === 'checkout') return 'step';
  return role ?? 'step';
}

function resultOf(node: SpanNode): Result {
  const { span, role, group } = node;
  if (role === 'run') {
    return group?.root === node ? group.result! : runResult(span);
  }
  const test = node.reading.test?.testCase;
  if (test) return OF_TESTS[test.status ?? 'unknown'];
  return role === 'task' ? taskResult(span) : stepResult(span);
}

function readOwnLink(span: Span) {
  const own = { ...span, scopeAttributes: {}, resourceAttributes: {} };
  return (
    readLink(own, 'cicd.pipeline.task.run.url.full') ??
    readLink(own, 'cicd.pipeline.run.url.full')
  );
}

function isoOf(millis: number): string {
  return DateTime.fromMillis(millis, { zone: 'utc' }).toISO()!;
}

function firstStart(view: readonly WireSpan[]): string {
  return `${view[0].startedAt} ${view[0].spanId}`;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
