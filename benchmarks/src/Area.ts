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
