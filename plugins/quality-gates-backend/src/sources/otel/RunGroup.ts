import type { Result } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Subject } from '@quality-gates/backstage-plugin-quality-gates-node';
import { readEntityRef, readSha, readText } from './aliases';
import { runResult, taskResult } from './results';
import type { RunDraft } from './RunDrafts';
import { keyOfRun, type RunIdentity } from './runIdentity';
import type { SpanNode } from './SpanNode';

/** One attempt of a run, as far as this trace tells it. */
export interface RunGroup {
  readonly key: string;
  readonly identity: RunIdentity & { readonly attempt: number };
  /** The span of the run itself; undefined while it has not arrived, which may be for ever. */
  readonly root: SpanNode | undefined;
  /** Spans of tasks and queues, in the order of the trace. */
  readonly members: readonly SpanNode[];
  /** Undefined while the span of the run has not arrived. */
  readonly result: Result | undefined;
  readonly pipeline: string | undefined;
  readonly commit: string | undefined;
  readonly branch: string | undefined;
  readonly pullRequest: string | undefined;
  readonly subject: Subject;
}

/** What the run's span says, else the first of its members that says it. */
export function describeRun(draft: RunDraft, traceId: string): RunGroup {
  const { root, members } = draft;
  const first = firstOf(root ? [root, ...members] : members);
  const identity = {
    runId: draft.runId,
    attempt: draft.attempt,
    url: first(node => node.identity?.url),
    provider: first(node => node.identity?.provider),
    repository: first(node => node.identity?.repository),
    key: root?.identity?.key,
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
    result: root && resultOf(root, members),
    pipeline,
    commit: first(node => readSha(node.span)),
    branch: first(node => readText(node.span, 'vcs.ref.head.name')),
    pullRequest: first(node => readText(node.span, 'vcs.change.id')),
    subject: {
      entityRef: entityRefOf(root, members),
      service,
      annotations: root?.identity?.annotations,
      repository: identity.repository,
      pipeline,
    },
  };
}

/** Only where the emitter's runs never say how they ended, a failed task fails its run; nothing makes it succeed. */
function resultOf(root: SpanNode, members: readonly SpanNode[]): Result {
  const told = runResult(root.span);
  if (told !== 'unknown' || !root.reading.failsByTask) return told;
  const failed = members.some(
    node =>
      node.role === 'task' &&
      ['failure', 'error'].includes(taskResult(node.span)),
  );
  return failed ? 'failure' : told;
}

/** Asks spans one after the other. */
function firstOf(speakers: readonly SpanNode[]) {
  return <T>(read: (node: SpanNode) => T | undefined) => {
    for (const node of speakers) {
      const value = read(node);
      if (value !== undefined) return value;
    }
    return undefined;
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
