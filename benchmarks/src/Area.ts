/** What one goal came to. */
export interface Finding {
  /** Number of the goal in the table of ratios, `P1`. */
  readonly goal: string;
  readonly what: string;
  /** Measured, in the unit of the goal. */
  readonly value: number;
  readonly target: number;
  readonly direction: 'at-least' | 'at-most';
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

/** By how much a goal may be missed before the run fails. */
export const TOLERANCE = 0.1;

/** How far a finding is from its goal: 0 = reached, 0.1 = missed by 10 %. */
export function missedBy({ value, target, direction }: Finding): number {
  const miss =
    direction === 'at-least'
      ? (target - value) / target
      : (value - target) / target;
  return Math.max(0, miss);
}
