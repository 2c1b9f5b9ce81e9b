import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';

/**
 * Whether an answer still holds: `open` while it is being worked out, `holds` once decided, and then one of the three
 * ways it can stop to.
 */
export type EvaluationState =
  | 'open'
  | 'holds'
  | 'expired'
  | 'replaced'
  | 'invalidated';

/** The {@link EvaluationState} at `now`, milliseconds since the epoch. */
export function stateOf(evaluation: Evaluation, now: number): EvaluationState {
  const { supersededBy, invalidated, decidedAt, expiresAt } = evaluation;
  if (invalidated) return 'invalidated';
  if (supersededBy) return 'replaced';
  if (decidedAt === null) return 'open';
  return expiresAt !== null && Date.parse(expiresAt) <= now
    ? 'expired'
    : 'holds';
}
