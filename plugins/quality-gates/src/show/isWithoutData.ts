import type { Outcome } from '@quality-gates/backstage-plugin-quality-gates-common';

/** An outcome as an evaluation or the gate history tells it. */
export interface ReasonedOutcome {
  readonly outcome: Outcome;
  readonly reason?: { readonly code: string };
  readonly reasonCode?: string | null;
}

/** Whether a gate passed only because its policy lets no data pass. */
export function isWithoutData({
  outcome,
  reason,
  reasonCode,
}: ReasonedOutcome): boolean {
  return outcome === 'pass' && (reason?.code ?? reasonCode) === 'no_data';
}
