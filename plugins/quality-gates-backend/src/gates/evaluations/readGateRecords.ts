import type { EvaluationRow, EvaluationStore } from '../../store/types';
import { thawPolicy } from './frozenPolicy';

/** What a gate did before, in the same environment. */
export interface GateRecord {
  /** Of the newest counted outcomes, those that were no pass and no warning. */
  readonly failed: number;
  readonly of: number;
  /** From the question to its answer: the median of the `n` newest; absent where nobody knows. */
  readonly usually?: { readonly usuallySeconds: number; readonly n: number };
}

/** How long ago the answers are at most that say how long a gate usually takes. */
const WINDOW_MS = 90 * 86_400_000;

/**
 * What the gates of some evaluations of one entity did before: two questions for all of them, and one where none of
 * them waits.
 */
export async function readGateRecords(
  rows: readonly EvaluationRow[],
  { store, now }: { readonly store: EvaluationStore; readonly now: number },
): Promise<(environment: string, gate: string) => GateRecord> {
  if (rows.length === 0) return () => ({ failed: 0, of: 0 });
  const { entityRef } = rows[0].question;
  const places = new Map(
    rows.flatMap(({ question: { environment }, answer }) =>
      answer.waitingFor.map(({ gate }) => [
        nameOf(environment, gate),
        { environment, gate },
      ]),
    ),
  );
  const gates = rows.flatMap(({ question: { environment }, policy }) =>
    gatesOf(policy).map(gate => ({ environment, gate })),
  );
  const [counts, durations] = await Promise.all([
    store.countOutcomes({ entityRef, gates }),
    places.size === 0
      ? []
      : store.readGateDurations({
          ...{ entityRef, gates: [...places.values()] },
          since: now - WINDOW_MS,
        }),
  ]);
  const took = new Map(
    durations.map(one => [nameOf(one.environment, one.gate), one.tookMs]),
  );
  const count = new Map(
    counts.map(one => [nameOf(one.environment, one.gate), one]),
  );
  return (environment, gate) => {
    const name = nameOf(environment, gate);
    const { failed, of } = count.get(name) ?? { failed: 0, of: 0 };
    const tookMs = took.get(name);
    if (!tookMs) return { failed, of };
    const usuallySeconds = Math.round(middle(tookMs) / 1000);
    return { failed, of, usually: { usuallySeconds, n: tookMs.length } };
  };
}

function gatesOf(policy: EvaluationRow['policy']): string[] {
  return policy ? thawPolicy(policy).gates.map(({ gate }) => gate.id) : [];
}

function nameOf(environment: string, gate: string): string {
  return JSON.stringify([environment, gate]);
}

/** The mean of the middle two, or the middle one; of at least one. */
function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}
