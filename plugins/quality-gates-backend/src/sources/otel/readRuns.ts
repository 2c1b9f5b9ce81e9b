import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { readSpan } from './emitters';
import type { Reading, SpanRole } from './emitters/Emitter';
import { completer, RunDrafts, type RunDraft } from './RunDrafts';
import { describeRun, type RunGroup } from './RunGroup';
import { readRunIdentity, type RunIdentity } from './runIdentity';
import { orderSpans, type SpanNode } from './spanTree';
import type { TestSpan } from './TestSpan';

/** A trace, its spans in order, and the runs in it. */
export interface RunTrace {
  readonly nodes: readonly SpanNode[];
  readonly roles: ReadonlyMap<SpanNode, SpanRole>;
  readonly groups: readonly RunGroup[];
  /** The run a span belongs to, by its own run id, by its ancestors, or as the only one of the trace. */
  readonly groupOf: ReadonlyMap<SpanNode, RunGroup>;
  /** Spans that say nothing before the span of their run has come. */
  readonly waiting: ReadonlySet<SpanNode>;
  /** Spans that tell of tests, in the order of the trace. */
  readonly tests: ReadonlyMap<SpanNode, TestSpan>;
}

/**
 * Finds the runs of a trace. One trace can hold several (a pipeline that starts another) and need not hold the span of
 * any: tasks that name their run make one. Tasks that name none wait for the run's span.
 */
export function readRuns(spans: readonly Span[], traceId: string): RunTrace {
  const { nodes, roles, identities, byAncestor, tests, failsByTask } =
    explain(spans);
  const drafts = draftRuns(roles, identities);
  const draftOf = new Map<SpanNode, RunDraft>();
  for (const node of nodes) {
    const above = node.parent ? draftOf.get(node.parent) : undefined;
    const identity = identities.get(node);
    const isRun = roles.get(node) === 'run';
    const draft = identity
      ? drafts.find(identity, isRun ? undefined : above)
      : above;
    if (!draft) continue;
    draftOf.set(node, draft);
    const tells = identity && roles.get(node) !== 'platform';
    if (tells && !isRun) draft.members.push(node);
  }
  const groups = new Map<RunDraft | undefined, RunGroup>();
  for (const draft of drafts.all) {
    // Made for a task that then was found to belong to the run around it.
    if (!draft.root && draft.members.length === 0) continue;
    groups.set(
      draft,
      describeRun(draft, { roles, identities, failsByTask, traceId }),
    );
  }
  const groupOf = new Map<SpanNode, RunGroup>();
  for (const [node, draft] of draftOf) groupOf.set(node, groups.get(draft)!);
  const waiting = new Set(byAncestor.filter(node => !groupOf.has(node)));
  return {
    nodes,
    roles,
    groups: [...groups.values()],
    groupOf,
    waiting,
    tests,
  };
}

/** The spans in order as their emitters mean them, what they are and what they say of their runs. */
function explain(spans: readonly Span[]) {
  const readings = new Map<Span, Reading>();
  for (const span of spans) {
    const reading = readSpan(span);
    readings.set(reading.span, reading);
  }
  const nodes = orderSpans([...readings.keys()]);
  const roles = new Map<SpanNode, SpanRole>();
  const identities = new Map<SpanNode, RunIdentity>();
  const byAncestor: SpanNode[] = [];
  const tests = new Map<SpanNode, TestSpan>();
  const failsByTask = new Set<SpanNode>();
  const alone = new Set<SpanNode>();
  for (const node of nodes) {
    const reading = readings.get(node.span)!;
    const { identity, test } = reading;
    if (identity?.byAncestor) byAncestor.push(node);
    if (test) tests.set(node, test);
    const role = roleIn(node, reading, alone);
    if (!role) continue;
    if (reading.failsByTask) failsByTask.add(node);
    roles.set(node, role);
    identities.set(node, { ...readRunIdentity(node.span), ...identity });
  }
  return { nodes, roles, identities, byAncestor, tests, failsByTask };
}

/** The role that a span has where it stands; `alone` collects what stands in the run of a tool. */
function roleIn(
  node: SpanNode,
  { role, standAlone }: Reading,
  alone: Set<SpanNode>,
): SpanRole | undefined {
  const isAlone = role === 'run' || (node.parent && alone.has(node.parent));
  if (isAlone && (standAlone || !role)) alone.add(node);
  return standAlone && !isAlone ? undefined : role;
}

/** The runs that spans of runs tell, then those that only tasks name. Completes the identities of the former. */
function draftRuns(
  roles: ReadonlyMap<SpanNode, SpanRole>,
  identities: Map<SpanNode, RunIdentity>,
): RunDrafts {
  const drafts = new RunDrafts();
  const complete = completer([...identities.values()]);
  for (const [node, role] of roles) {
    if (role !== 'run') continue;
    const identity = complete(identities.get(node)!);
    identities.set(node, identity);
    drafts.addRoot(node, identity);
  }
  for (const [node, role] of roles) {
    if (role === 'task') drafts.addOrphan(identities.get(node)!);
  }
  return drafts;
}
