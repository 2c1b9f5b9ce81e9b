import type { RunGroup } from './RunGroup';
import type { RunIdentity } from './runIdentity';
import type { SpanNode } from './SpanNode';

/** A run of a trace while its spans are being sorted. */
export interface RunDraft {
  readonly runId: string | undefined;
  readonly attempt: number;
  root: SpanNode | undefined;
  readonly members: SpanNode[];
  /** What became of it; undefined before all its spans are found, and for a draft of none. */
  group: RunGroup | undefined;
}

/**
 * Gives the span of a run the id and attempt that only its tasks say, where all of them say the same.
 */
export function completer(identities: readonly RunIdentity[]) {
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
export class RunDrafts {
  readonly all: RunDraft[] = [];
  readonly #byRunId = new Map<string, Map<number, RunDraft>>();

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

  find(
    identity: RunIdentity,
    above: RunDraft | undefined,
  ): RunDraft | undefined {
    const { runId, attempt, byAncestor } = identity;
    if (above && (runId === undefined || runId === above.runId)) {
      if (attempt === undefined || attempt === above.attempt) return above;
    }
    if (runId === undefined && (above || byAncestor)) return above;
    if (runId === undefined && this.all.length === 1) return this.all[0];
    const attempts = this.#byRunId.get(runId ?? '');
    if (!attempts) return above;
    if (attempt === undefined && attempts.size === 1) {
      return attempts.values().next().value;
    }
    return attempts.get(attempt ?? 1);
  }

  #add({ runId, attempt = 1 }: RunIdentity): RunDraft {
    const attempts = this.#byRunId.get(runId ?? '') ?? new Map();
    this.#byRunId.set(runId ?? '', attempts);
    let draft = attempts.get(attempt);
    if (!draft) {
      draft = {
        runId,
        attempt,
        root: undefined,
        members: [],
        group: undefined,
      };
      attempts.set(attempt, draft);
      this.all.push(draft);
    }
    return draft;
  }
}
