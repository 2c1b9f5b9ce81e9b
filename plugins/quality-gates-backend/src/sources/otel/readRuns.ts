import type {
  Span,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readEntityRef, readSha, readText } from './aliases';
import { roleOf } from './emitters';
import type { SpanRole } from './emitters/Emitter';
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

interface Draft {
  readonly runId: string | undefined;
  readonly attempt: number;
  root: SpanNode | undefined;
  readonly members: SpanNode[];
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
  const drafts = new Drafts();
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
  const draftOf = new Map<SpanNode, Draft>();
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

/**
 * Gives the span of a run the id and attempt that only its tasks say, where all of them say the same.
 */
function completer(identities: readonly RunIdentity[]) {
  const runIds = new Set(identities.map(({ runId }) => runId));
  runIds.delete(undefined);
  const soleRunId = runIds.size === 1 ? [...runIds][0] : undefined;
  const attempts = new Map<string | undefined, Set<number>>();
  for (const { runId = soleRunId, attempt } of identities) {
    if (attempt === undefined) continue;
    attempts.set(runId, (attempts.get(runId) ?? new Set()).add(attempt));
  }
  return (identity: RunIdentity): RunIdentity => {
    const runId = identity.runId ?? soleRunId;
    const told = attempts.get(runId);
    const soleAttempt = told?.size === 1 ? [...told][0] : undefined;
    return { ...identity, runId, attempt: identity.attempt ?? soleAttempt };
  };
}

/** The runs found so far, by run id and attempt. */
class Drafts {
  readonly all: Draft[] = [];
  readonly #byRunId = new Map<string, Map<number, Draft>>();

  addRoot(node: SpanNode, identity: RunIdentity) {
    const draft = this.#add(identity);
    // Sent twice under two span ids: the one that ends later knows more.
    if (!draft.root || draft.root.span.endedAt < node.span.endedAt) {
      draft.root = node;
    }
  }

  addOrphan(identity: RunIdentity) {
    const { runId, attempt } = identity;
    if (runId === undefined) return;
    const known = this.#byRunId.get(runId);
    if (!known || (attempt !== undefined && !known.has(attempt))) {
      this.#add(identity);
    }
  }

  find(identity: RunIdentity, above: Draft | undefined): Draft | undefined {
    const { runId, attempt } = identity;
    if (above && (runId === undefined || runId === above.runId)) {
      if (attempt === undefined || attempt === above.attempt) return above;
    }
    if (runId === undefined && (above || this.all.length === 1)) {
      return above ?? this.all[0];
    }
    const attempts = this.#byRunId.get(runId ?? '');
    if (!attempts) return above;
    if (attempt === undefined && attempts.size === 1) {
      return attempts.values().next().value;
    }
    return attempts.get(attempt ?? 1);
  }

  #add({ runId, attempt = 1 }: RunIdentity): Draft {
    const attempts = this.#byRunId.get(runId ?? '') ?? new Map();
    this.#byRunId.set(runId ?? '', attempts);
    let draft = attempts.get(attempt);
    if (!draft) {
      draft = { runId, attempt, root: undefined, members: [] };
      attempts.set(attempt, draft);
      this.all.push(draft);
    }
    return draft;
  }
}

/** What the run's span says, else the first of its members that says it. */
function finish(
  draft: Draft,
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
