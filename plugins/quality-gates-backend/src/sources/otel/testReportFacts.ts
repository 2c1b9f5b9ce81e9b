import type {
  FactOf,
  Subject,
  TestCase,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readEntityRef, readSha, readText } from './aliases';
import { foldTries, type PlacedTry } from './foldTries';
import type { RunTrace } from './readRuns';
import type { TraceContext } from './runFacts';
import { readRunIdentity } from './runIdentity';
import type { SpanNode } from './SpanNode';
import type { TestSpan } from './TestSpan';

/** More cases are counted and not listed. */
const MAX_CASES = 5000;

interface Told {
  readonly node: SpanNode;
  readonly test: TestSpan;
}

/**
 * What the tests of a trace did: one report a tool. Not one a suite: which suite a case belongs to may be known only
 * when spans above it arrive, and a key must not change with that. Without a single case a suite is a report of zero
 * tests.
 */
export function testReportFacts(
  trace: RunTrace,
  context: TraceContext,
): FactOf<'test-report'>[] {
  const byTool = new Map<string, Told[]>();
  for (const node of trace.nodes) {
    const { test } = node.reading;
    if (!test) continue;
    const known = byTool.get(test.tool);
    if (known) known.push({ node, test });
    else byTool.set(test.tool, [{ node, test }]);
  }
  return [...byTool].map(([tool, told]) => toFact(tool, told, trace, context));
}

function toFact(
  tool: string,
  told: readonly Told[],
  trace: RunTrace,
  { traceId, sender }: TraceContext,
): FactOf<'test-report'> {
  const key = `otlp:${traceId}|${tool}`;
  const finishedAt = latestEnd(told);
  const group = groupOf(told, trace);
  return {
    type: 'test-report',
    key,
    subject: subjectOf(told, group?.subject),
    channel: 'otlp',
    at: finishedAt,
    phase: 'terminal',
    reportedBy: sender,
    data: {
      id: key,
      tool,
      commit: first(told, node => readSha(node.span)) ?? group?.commit,
      runUrl: group?.identity.url,
      suite: soleSuite(told),
      startedAt: earliestStart(told),
      finishedAt,
      durationSeconds: durationOf(told),
      ...casesOf(told),
    },
  };
}

/** The run that the tests belong to; cases that lost their parents belong to the only run of the trace. */
function groupOf(told: readonly Told[], { groups }: RunTrace) {
  const own = first(told, node => node.group);
  return own ?? (groups.length === 1 ? groups[0] : undefined);
}

/** What the spans of the tests say of themselves, else the run around them. */
function subjectOf(told: readonly Told[], run: Subject = {}): Subject {
  return {
    ...run,
    entityRef: first(told, node => readEntityRef(node.span)) ?? run.entityRef,
    service:
      first(told, node => readText(node.span, 'service.name')) ?? run.service,
    repository:
      first(told, node => readRunIdentity(node.span).repository) ??
      run.repository,
  };
}

/** The suite's own name where only one was sent. */
function soleSuite(told: readonly Told[]): string | undefined {
  const suites = new Set(
    told.flatMap(({ test }) => (test.testCase ? [] : test.suite ?? [])),
  );
  return suites.size === 1 ? [...suites][0] : undefined;
}

/** The time that suites say their cases took, else from the first start to the last end. */
function durationOf(told: readonly Told[]): number {
  const suites = told.flatMap(({ test }) => test.durationSeconds ?? []);
  if (suites.length > 0) return suites.reduce((sum, one) => sum + one, 0);
  return (latestEnd(told) - earliestStart(told)) / 1000;
}

function earliestStart(told: readonly Told[]): number {
  const starts = told.map(({ node }) => node.span.startedAt);
  return starts.reduce((a, b) => Math.min(a, b));
}

function latestEnd(told: readonly Told[]): number {
  const ends = told.map(({ node }) => node.span.endedAt);
  return ends.reduce((a, b) => Math.max(a, b));
}

/** Counts of the cases, never the counters of a suite; that those say more is said. */
function casesOf(told: readonly Told[]) {
  const tries = told.flatMap(({ node, test }): PlacedTry[] =>
    test.testCase
      ? [{ ...test.testCase, suite: test.suite, place: node.span.parentSpanId }]
      : [],
  );
  const cases = foldTries(tries);
  const count = (status: TestCase['status']) =>
    cases.filter(one => one.status === status).length;
  const worst = cases.filter(isBad);
  const listed = [...worst, ...cases.filter(one => !isBad(one))];
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    flaky: count('flaky'),
    cases: listed.slice(0, MAX_CASES),
    truncated: listed.length > MAX_CASES || undefined,
    incomplete: incompleteOf(told, tries),
  };
}

function isBad({ status }: TestCase): boolean {
  return status === 'failed' || status === 'flaky';
}

/** Why the cases are not all that should have run, as far as a suite or a case says it. */
function incompleteOf(
  told: readonly Told[],
  tries: readonly PlacedTry[],
): string | undefined {
  const broken = told.find(({ test }) => test.incomplete)?.test.incomplete;
  if (broken) return broken;
  const silent = tries.filter(({ status }) => !status).length;
  if (silent > 0) return `${silent} cases say no result`;
  const total = told.reduce((sum, { test }) => sum + (test.total ?? 0), 0);
  return total > tries.length
    ? `${tries.length} of ${total} cases were sent`
    : undefined;
}

function first<T>(
  told: readonly Told[],
  read: (node: SpanNode) => T | undefined,
): T | undefined {
  for (const { node } of told) {
    const value = read(node);
    if (value !== undefined) return value;
  }
  return undefined;
}
