import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Act } from '../acts/allowances';
import { listApprovals, listWaivable } from '../acts/actable';

/** The one action of a card, and the gate it is about. */
export type CardAction =
  | { readonly act: 'ask' }
  | { readonly act: 'approve' | 'waive'; readonly gate: string };

/** What this person may do next, the most helpful only; undefined when there is nothing. */
export function chooseAction(options: {
  evaluation: Evaluation;
  recorded: boolean;
  /** The answer holds no more, or was never asked for. */
  unknown: boolean;
  refusal(act: Act, gate?: string): string | null;
}): CardAction | undefined {
  const { evaluation, recorded, unknown, refusal } = options;
  if (unknown) return refusal('ask') ? undefined : { act: 'ask' };
  if (!recorded) return undefined;
  const approval = listApprovals(evaluation).find(
    gate => !refusal('approve', gate),
  );
  if (approval) return { act: 'approve', gate: approval };
  if (evaluation.decision !== 'deny') return undefined;
  const failing = listWaivable(evaluation).find(
    gate => !refusal('waive', gate),
  );
  return failing ? { act: 'waive', gate: failing } : undefined;
}
