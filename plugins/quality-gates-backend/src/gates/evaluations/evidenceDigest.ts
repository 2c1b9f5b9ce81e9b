import type { GateOutcomeRow } from '../../store/types';
import { digestOf } from '../policy';

/** Kind of gates that people answer: their word may be bound to what the other gates saw. */
const ASKS_PEOPLE = 'approval';

/** Digest of the outcomes of all gates but those that people answer, in whatever order they come. */
export function evidenceDigest(outcomes: Iterable<GateOutcomeRow>): string {
  const seen = [...outcomes]
    .filter(({ kind }) => kind !== ASKS_PEOPLE)
    .map(({ gate, outcome }): [string, string] => [gate, outcome]);
  return digestOf(Object.fromEntries(seen));
}

/** Whether a gate that people answer was looked at before the other gates came to what they say now. */
export function isBeforeEvidence(row: GateOutcomeRow, digest: string): boolean {
  if (row.kind !== ASKS_PEOPLE || row.measuredAt === null) return false;
  // Could not be looked at, and has its turn when it is tried again.
  if (row.attempts > 0) return false;
  return row.measurements.at(-1)?.evidenceDigest !== digest;
}
