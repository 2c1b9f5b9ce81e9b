import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { readSpan } from './emitters';
import type { Reading, SpanRole } from './emitters/Emitter';
import { completer, RunDrafts, type RunDraft } from './RunDrafts';
import { describeRun, type RunGroup } from './RunGroup';
import { readRunIdentity, type RunIdentity } from './runIdentity';
import { orderSpans, type SpanNode } from './spanTree';

/** A trace, its spans in order, and the runs in it. */
export interface RunTrace {
  readonly nodes: readonly SpanNode[];
  readonly roles: ReadonlyMap<SpanNode, SpanRole>;
  readonly groups: readonly RunGroup[];
  /** The run a span belongs to, by its own run id, by its ancestors, or as the only one of the trace. */
  readonly groupOf: ReadonlyMap<SpanNode, RunGroup>;
  /** Spans that say nothing before the span of their run has come. */
  readonly waiting: ReadonlySet<SpanNode>;
}

/**
 * Finds the runs of a trace. One trace can hold several (a pipeline that starts another) and need not hold the span of
 * any: tasks that name their run make one. Tasks that name none wait for the run's span.
 */
export function readRuns(spans: readonly Span[], traceId: string): RunTrace {
  const { nodes, roles, identities, byAncestor } = explain(spans);
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
    if (identity && !isRun) draft.members.push(node);
  }
  const groups = new Map<RunDraft | undefined, RunGroup>();
  for (const draft of drafts.all) {
    // Made for a task that then was found to belong to the run around it.
    if (!draft.root && draft.members.length === 0) continue;
    groups.set(draft, describeRun(draft, identities, traceId));
  }
  const groupOf = new Map<SpanNode, RunGroup>();
  for (const [node, draft] of draftOf) groupOf.set(node, groups.get(draft)!);
  const waiting = new Set(byAncestor.filter(node => !groupOf.has(node)));
  return { nodes, roles, groups: [...groups.values()], groupOf, waiting };
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
  for (const node of nodes) {
    const { role, identity } = readings.get(node.span)!;
    if (identity?.byAncestor) byAncestor.push(node);
    if (!role) continue;
    roles.set(node, role);
    identities.set(node, { ...readRunIdentity(node.span), ...identity });
  }
  return { nodes, roles, identities, byAncestor };
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
