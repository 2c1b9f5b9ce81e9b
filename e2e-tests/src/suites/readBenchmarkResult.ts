import type { SuiteResult } from './types';

/** The part of the benchmarks' JSON that is read. */
export interface BenchmarkResult {
  readonly findings: readonly {
    readonly goal: string;
    readonly what: string;
    /** `known`: missed, with the reason in docs/performance.md, and not by more than it was then. */
    readonly verdict: 'reached' | 'tolerated' | 'known' | 'failed';
  }[];
}

/** One test a goal. A miss that is published with its reason is skipped by name: it never counts as passed. */
export function readBenchmarkResult({
  findings,
}: BenchmarkResult): SuiteResult {
  const count = (...verdicts: string[]) =>
    findings.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const known = findings.filter(({ verdict }) => verdict === 'known');
  return {
    passed: count('reached', 'tolerated'),
    failed: count('failed'),
    skipped: known.length,
    skippedNames: known.map(
      ({ goal, what }) =>
        `${goal} ${what} (missed, see docs/performance.md for the reason)`,
    ),
  };
}
