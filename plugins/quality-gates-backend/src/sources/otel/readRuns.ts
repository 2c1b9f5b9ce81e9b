import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { readSpan } from './emitters';
import type { SpanRole } from './emitters/Emitter';
import { completer, RunDrafts } from './RunDrafts';
import { describeRun, type RunGroup } from './RunGroup';
import { readRunIdentity, type RunIdentity } from './runIdentity';
import type { DraftNode, SpanNode } from './SpanNode';
import { orderSpans } from './spanTree';

/** A trace, its spans in order, and the runs in it. */
export interface RunTrace {
  readonly nodes: readonly SpanNode[];
  readonly groups: readonly RunGroup[];
}

/** A node that says something of a run. */
type TellingNode = DraftNode & { identity: RunIdentity };

/**
 * Finds the runs of a trace. One trace can hold several (a pipeline that starts another) and need not hold the span of
 * any: tasks that name their run make one. Tasks that name none wait for the run's span.
 */
export function readRuns(spans: readonly Span[], traceId: string): RunTrace {
  const nodes = orderSpans(spans.map(readSpan));
  const telling = explain(nodes);
  const drafts = draftRuns(telling);
  for (const node of nodes) {
    const { identity, role } = node;
    const above = node.parent?.draft;
    const draft = identity
      ? drafts.find(identity, role === 'run' ? undefined : above)
      : above;
    node.draft = draft;
    const tells = identity && role !== 'platform' && role !== 'run';
    if (tells) draft?.members.push(node);
  }
  const groups: RunGroup[] = [];
  for (const draft of drafts.all) {
    // Made for a task that then was found to belong to the run around it.
    if (!draft.root && draft.members.length === 0) continue;
    draft.group = describeRun(draft, traceId);
    groups.push(draft.group);
  }
  for (const node of nodes) {
    node.group = node.draft?.group;
    node.waits = !node.draft && Boolean(node.reading.identity?.byAncestor);
  }
  return { nodes, groups };
}

/** Gives spans their roles, and the identity that those have; answers with the latter. */
function explain(nodes: readonly DraftNode[]): TellingNode[] {
  const telling: TellingNode[] = [];
  const alone = new Set<DraftNode>();
  for (const node of nodes) {
    node.role = roleIn(node, alone);
    if (!node.role) continue;
    const { span, reading } = node;
    const identity = { ...readRunIdentity(span), ...reading.identity };
    telling.push(Object.assign(node, { identity }));
  }
  return telling;
}

/** The role that a span has where it stands; `alone` collects what stands in the run of a tool. */
function roleIn(node: DraftNode, alone: Set<DraftNode>): SpanRole | undefined {
  const { role, standAlone } = node.reading;
  const isAlone = role === 'run' || (node.parent && alone.has(node.parent));
  if (isAlone && (standAlone || !role)) alone.add(node);
  return standAlone && !isAlone ? undefined : role;
}

/** The runs that spans of runs tell, then those that only tasks name. Completes the identities of the former. */
function draftRuns(telling: readonly TellingNode[]): RunDrafts {
  const drafts = new RunDrafts();
  const complete = completer(telling.map(({ identity }) => identity));
  for (const node of telling) {
    if (node.role !== 'run') continue;
    node.identity = complete(node.identity);
    drafts.addRoot(node, node.identity);
  }
  for (const { role, identity } of telling) {
    if (role === 'task') drafts.addOrphan(identity);
  }
  return drafts;
}
