import { createHash } from 'node:crypto';
import type { NotifierRegistry } from './createNotifierRegistry';
import type { QueuedNotice, VerdictChange } from './types';

/** What a queued notice of a verdict holds; everything else is read when it leaves. */
export interface VerdictPayload {
  readonly evaluationId: string;
  /** Key of the fact that asked. */
  readonly trigger?: string;
}

/**
 * The notices that a change of an evaluation makes: one for each notifier that wants it, none for a what-if. Their ids
 * come from what changed (decision and outcomes), so that saving the same round twice makes no second one.
 */
export function noticesOf(
  notifiers: Pick<NotifierRegistry, 'list'>,
  change: VerdictChange,
): QueuedNotice[] {
  const { evaluationId, entityRef, phase, trigger } = change;
  if (change.dryRun) return [];
  const subject = { type: 'verdict-changed', phase, trigger } as const;
  const content = contentOf(change);
  return notifiers
    .list()
    .filter(({ handles }) => handles.includes(subject.type))
    .filter(notifier => notifier.wants?.(subject) ?? true)
    .map(({ id }): QueuedNotice => {
      const payload: VerdictPayload = { evaluationId, trigger };
      const told = createHash('sha256')
        .update(JSON.stringify([id, evaluationId, content]))
        .digest('base64url')
        .slice(0, 22);
      return { id: told, kind: id, entityRef, payload: { ...payload } };
    });
}

function contentOf({ decision, decided, outcomes }: VerdictChange) {
  // Decided once, told once: what people do later makes a successor with an id of its own.
  if (decided) return 'decided';
  const gates = outcomes.map(({ gate, outcome }) => [gate, outcome]).sort();
  return [decision, gates];
}
