import type {
  Span,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readEntityRef, readSha, readText } from './aliases';
import { roleOf } from './emitters';
import type { SpanRole } from './emitters/Emitter';
import { completer, RunDrafts, type RunDraft } from './RunDrafts';
import { keyOfRun, readRunIdentity, type RunIdentity } from './runIdentity';
import { orderSpans, type SpanNode } from './spanTree';

/** One attempt of a run, as far as this trace tells it. */
export interface RunGroup {
  readonly key: string;
  readonly identity: RunIdentity & { readonly attempt: number };
  /** The span of the run itself; undefined while it has not arrived, which may be for ever. */
  readonly root: SpanNode | undefined;
  /** Spans of tasks and queues, in the order of the trace. */
  readonly members: readonly SpanNode[];
  readonly pipeline: string | undefined;
  readonly commit: string | undefined;
  readonly branch: string | undefined;
  readonly pullRequest: string | undefined;
  readonly subject: Subject;
}

/** A trace, its spans in order, and the runs in it. */
export interface RunTrace {
  readonly nodes: readonly SpanNode[];
  readonly roles: ReadonlyMap<SpanNode, SpanRole>;
  readonly groups: readonly RunGroup[];
  /** The run a span belongs to, by its own run id, by its ancestors, or as the only one of the trace. */
  readonly groupOf: ReadonlyMap<SpanNode, RunGroup>;
}

/**
 * Finds the runs of a trace. One trace can hold several (a pipeline that starts another) and need not hold the span of
 * any: tasks that name their run make one. Tasks that name none wait for the run's span.
 */
export function readRuns(spans: readonly Span[], traceId: string): RunTrace {
  const nodes = orderSpans(spans);
  const roles = new Map<SpanNode, SpanRole>();
  const identities = new Map<SpanNode, RunIdentity>();
  for (const node of nodes) {
    const role = roleOf(node.span);
    if (!role) continue;
    roles.set(node, role);
    identities.set(node, readRunIdentity(node.span));
  }
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
  const groups = new Map(
    drafts.all.map(draft => [draft, finish(draft, identities, traceId)]),
  );
  return {
    nodes,
    roles,
    groups: [...groups.values()],
    groupOf: new Map(
      [...draftOf].map(([node, draft]) => [node, groups.get(draft)!]),
    ),
  };
}

/** What the run's span says, else the first of its members that says it. */
function finish(
  draft: RunDraft,
  identities: ReadonlyMap<SpanNode, RunIdentity>,
  traceId: string,
): RunGroup {
  const { root, members } = draft;
  const speakers = root ? [root, ...members] : members;
  const first = <T>(read: (node: SpanNode) => T | undefined) => {
    for (const node of speakers) {
      const value = read(node);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const of = (node: SpanNode) => identities.get(node)!;
  const identity = {
    runId: draft.runId,
    attempt: draft.attempt,
    url: first(node => of(node).url),
    provider: first(node => of(node).provider),
    repository: first(node => of(node).repository),
  };
  const pipeline =
    first(node => readText(node.span, 'cicd.pipeline.name')) ??
    root?.span.name.slice(0, 256);
  const service = first(node => readText(node.span, 'service.name'));
  return {
    key: keyOfRun({ identity, fallback: service ?? pipeline, traceId }),
    identity,
    root,
    members,
    pipeline,
    commit: first(node => readSha(node.span)),
    branch: first(node => readText(node.span, 'vcs.ref.head.name')),
    pullRequest: first(node => readText(node.span, 'vcs.change.id')),
    subject: {
      entityRef: entityRefOf(root, members),
      service,
      repository: identity.repository,
      pipeline,
    },
  };
}

/** The run's own reference, else that of its tasks when they agree: a run of a monorepo is of no one task's entity. */
function entityRefOf(
  root: SpanNode | undefined,
  members: readonly SpanNode[],
): string | undefined {
  const own = root && readEntityRef(root.span);
  if (own) return own;
  const refs = new Set(members.map(node => readEntityRef(node.span)));
  refs.delete(undefined);
  return refs.size === 1 ? [...refs][0] : undefined;
}
