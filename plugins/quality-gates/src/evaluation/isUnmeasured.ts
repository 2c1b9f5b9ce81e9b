import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';

/** True for a what-if that no gate was ever measured for: nobody knows its answer, whatever its decision says. */
export function isUnmeasured({ outcomes }: Evaluation): boolean {
  return (
    outcomes.length > 0 &&
    outcomes.every(({ reason }) => reason.code === 'not_measured')
  );
}
