import type { Gate } from '@quality-gates/backstage-plugin-quality-gates-common';

/** Gates by who judged them; one that was both measured and reported stands in both. */
export interface SplitGates {
  readonly measured: readonly Gate[];
  readonly reported: readonly Gate[];
}

function keep(gates: readonly Gate[], measured: boolean): Gate[] {
  return gates.flatMap(gate => {
    const outcomes = gate.outcomes.filter(
      ({ reportedBy }) => (reportedBy === null) === measured,
    );
    return outcomes.length > 0 ? [{ ...gate, outcomes }] : [];
  });
}

/** Outcomes that Quality Gates measured itself, apart from those that somebody reported. */
export function splitGates(gates: readonly Gate[]): SplitGates {
  return { measured: keep(gates, true), reported: keep(gates, false) };
}
