/** What one goal came to. */
export interface Finding {
  /** Number of the goal in the table of ratios, `P1`. */
  readonly goal: string;
  readonly what: string;
  /** Measured, in the unit of the goal. */
  readonly value: number;
  readonly target: number;
  readonly direction: 'at-least' | 'at-most';
  /** A matter of right and wrong: may not be missed at all. */
  readonly hard?: boolean;
  /** Everything else worth keeping: absolutes, profiles, sizes. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** How thoroughly. Quick is for every change, full for the published table. */
export interface Effort {
  readonly quick: boolean;
  readonly rounds: number;
}

/** One part of the benchmarks: `./yarnw workspace benchmarks bench decode`. */
export interface Area {
  readonly name: string;
  run(effort: Effort): Promise<readonly Finding[]>;
}

/** By how much one goal may be missed, and every goal: noise and machines differ, a miss has a reason. */
const TOLERANCE = { one: 0.3, others: 0.1 };

/** How far a finding is from its goal: 0 = reached, 0.1 = missed by 10 %. */
export function missedBy({ value, target, direction }: Finding): number {
  const miss = direction === 'at-least' ? target - value : value - target;
  if (miss <= 0) return 0;
  return target === 0 ? Infinity : miss / target;
}

/**
 * The findings that fail a run: wrong answers, goals missed by more than 30 %, and all but the smallest of those missed
 * by more than 10 % where there are several.
 */
export function failuresOf(findings: readonly Finding[]): Finding[] {
  const missed = findings
    .filter(one => missedBy(one) > (one.hard ? 0 : TOLERANCE.others))
    .sort((a, b) => missedBy(a) - missedBy(b));
  const excused = missed.filter(
    (one, index) => index === 0 && !one.hard && missedBy(one) <= TOLERANCE.one,
  );
  return missed.filter(one => !excused.includes(one));
}
