/** How many tests of a suite ended how. A suite that is no list of tests counts as one. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a suite came to. */
export interface SuiteResult extends Totals {
  /** Names of what was skipped, and why where that is known. */
  readonly skippedNames: readonly string[];
}

/** One suite of `./test`. */
export interface Suite {
  readonly name: string;
  /** Runs to the end; a suite that fails resolves with `failed`, it does not throw. */
  run(context: SuiteContext): Promise<SuiteResult>;
}

/** What suites know of the run they are part of. */
export interface SuiteContext {
  /** Folder of the repository. */
  readonly root: string;
  /** Without PostgreSQL and Chromium. */
  readonly quick: boolean;
  /** For results that programs write as files. */
  readonly scratchDir: string;
}

export const PASSED: SuiteResult = {
  passed: 1,
  failed: 0,
  skipped: 0,
  skippedNames: [],
};
export const FAILED: SuiteResult = { ...PASSED, passed: 0, failed: 1 };

/** A suite that was left out on purpose. */
export function skippedSuite(name: string): SuiteResult {
  return { passed: 0, failed: 0, skipped: 1, skippedNames: [name] };
}
