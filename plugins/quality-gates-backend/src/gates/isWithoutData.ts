import type { Outcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { ReasonCode } from './reasons';

const NO_DATA: ReasonCode = 'no_data';

/** Whether an outcome is a pass that the policy makes of no data. */
export function isWithoutData({
  outcome,
  reason,
}: {
  readonly outcome: Outcome;
  readonly reason: { readonly code: string };
}): boolean {
  return outcome === 'pass' && reason.code === NO_DATA;
}
