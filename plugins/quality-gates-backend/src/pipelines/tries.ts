import type { Result } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { TestReportData } from '@quality-gates/backstage-plugin-quality-gates-node';
import { hasFailed, type PipelineRun } from './types';

/** A run that is over, as others of its commit see it. */
export interface Try {
  readonly runKey: string;
  readonly pipeline: string | null;
  readonly commit: string;
  readonly attempt: number;
  readonly result: Result;
  readonly passedTasks: readonly string[];
}

/** How the same pipeline went on the same commit, this run included. */
export interface Tries {
  readonly failed: number;
  readonly of: number;
  /** The first other run that passed. */
  readonly passed?: { readonly attempt: number; readonly sameRun: boolean };
  /** Jobs that passed in another run. */
  readonly passedTasks: ReadonlySet<string>;
  /** Tests that failed and passed on this commit, and those that only failed. */
  readonly flakyTests: readonly string[];
  readonly failedTests: readonly string[];
}

/** Tries by commit, so that a page of runs is looked through once. */
export type TriesOf = (run: PipelineRun) => Tries;

/** A run whose commit was tried once. */
export const NO_OTHER_TRY: Tries = {
  failed: 1,
  of: 1,
  passedTasks: new Set(),
  flakyTests: [],
  failedTests: [],
};

/** Reads {@link Tries} off the runs and test reports of the commits concerned. */
export function createTriesOf(
  all: readonly Try[],
  reports: readonly TestReportData[],
): TriesOf {
  const byCommit = groupBy(all, one =>
    JSON.stringify([one.pipeline, one.commit]),
  );
  const reportsOf = groupBy(reports, report => report.commit ?? '');
  return run => {
    const { commit, pipeline = null } = run;
    if (commit === undefined) return NO_OTHER_TRY;
    const same = byCommit.get(JSON.stringify([pipeline, commit])) ?? [];
    const others = same.filter(one => one.runKey !== run.key);
    const counted = others.filter(
      ({ result }) => result === 'success' || hasFailed(result),
    );
    const passed = others.find(({ result }) => result === 'success');
    return {
      failed: 1 + counted.filter(({ result }) => hasFailed(result)).length,
      of: 1 + counted.length,
      passed: passed && {
        attempt: passed.attempt,
        sameRun: withoutAttempt(passed.runKey) === withoutAttempt(run.key),
      },
      passedTasks: new Set(others.flatMap(one => one.passedTasks)),
      ...testsOf(reportsOf.get(commit) ?? []),
    };
  };
}

function testsOf(reports: readonly TestReportData[]) {
  const failed = new Set<string>();
  const passed = new Set<string>();
  for (const { suite: ofReport, cases } of reports) {
    for (const { suite = ofReport, name, status } of cases) {
      const full = suite ? `${suite} › ${name}` : name;
      // One that passed on a retry failed no run by itself.
      if (status === 'failed') failed.add(full);
      else if (status !== 'skipped') passed.add(full);
    }
  }
  const names = [...failed].sort();
  return {
    flakyTests: names.filter(name => passed.has(name)),
    failedTests: names.filter(name => !passed.has(name)),
  };
}

function withoutAttempt(runKey: string): string {
  return runKey.replace(/#\d+$/, '');
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string) {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
