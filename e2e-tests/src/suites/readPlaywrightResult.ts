import type { SuiteResult } from './types';

/** The part of Playwright's JSON report that is read. */
export interface PlaywrightResult {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  /** What went wrong outside of tests. */
  readonly errors: readonly unknown[];
  readonly suites: readonly PlaywrightGroup[];
}

interface PlaywrightGroup {
  readonly title: string;
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly { readonly status: string }[];
  }[];
  readonly suites?: readonly PlaywrightGroup[];
}

/** Playwright's totals in our words. A flaky test failed once, and that counts. */
export function readPlaywrightResult(result: PlaywrightResult): SuiteResult {
  const { expected, unexpected, flaky, skipped } = result.stats;
  return {
    passed: expected,
    failed: unexpected + flaky + result.errors.length,
    skipped,
    skippedNames: result.suites.flatMap(namesOfSkipped),
  };
}

function namesOfSkipped(group: PlaywrightGroup): string[] {
  const own = group.specs
    .filter(({ tests }) => tests.some(({ status }) => status === 'skipped'))
    .map(({ title }) => `${group.title}: ${title}`);
  return [...own, ...(group.suites ?? []).flatMap(namesOfSkipped)];
}
