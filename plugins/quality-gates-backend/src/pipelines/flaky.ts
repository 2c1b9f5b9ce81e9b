import type { TestReportData } from '@quality-gates/backstage-plugin-quality-gates-node';
import { hasFailed, type JudgedRun } from './types';

const MOST_NAMES = 20;

/** What failed and passed on one commit. */
export interface Flaky {
  /** Flaky tests and jobs over all that ran; null when none ran on a commit that is known. */
  readonly ratio: number | null;
  /** By how many commits, worst first; at most 20. */
  readonly worst: readonly { readonly name: string; readonly count: number }[];
}

/** How each test and job ended on each commit. */
class Seen {
  readonly #outcomes = new Map<string, Map<string, Set<string>>>();

  add(commit: string, name: string, outcome: string): void {
    const ofName = this.#outcomes.get(name) ?? new Map<string, Set<string>>();
    const ofCommit = ofName.get(commit) ?? new Set();
    this.#outcomes.set(name, ofName.set(commit, ofCommit.add(outcome)));
  }

  count(): Flaky {
    let all = 0;
    let both = 0;
    const worst: { name: string; count: number }[] = [];
    for (const [name, commits] of this.#outcomes) {
      const count = [...commits.values()].filter(isFlaky).length;
      all += commits.size;
      both += count;
      if (count > 0) worst.push({ name, count });
    }
    worst.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
    return {
      ratio: all > 0 ? both / all : null,
      worst: worst.slice(0, MOST_NAMES),
    };
  }
}

/**
 * Tests and jobs that failed and passed on the same commit, and tests that their report itself calls flaky. Counted
 * once a commit: a test of ten commits that was flaky on one of them is one of ten.
 */
export function flaky(
  runs: readonly JudgedRun[],
  reports: readonly TestReportData[],
): Flaky {
  const seen = new Seen();
  for (const { commit, tasks } of runs) {
    if (commit === undefined) continue;
    for (const { name, result } of tasks) {
      if (result === 'success') seen.add(commit, name, 'passed');
      else if (hasFailed(result)) seen.add(commit, name, 'failed');
    }
  }
  for (const { id, commit = id, cases } of reports) {
    for (const { suite, name, status } of cases) {
      const full = suite ? `${suite} › ${name}` : name;
      if (status !== 'skipped') seen.add(commit, full, status);
    }
  }
  return seen.count();
}

function isFlaky(outcomes: ReadonlySet<string>): boolean {
  const both = outcomes.has('passed') && outcomes.has('failed');
  return both || outcomes.has('flaky');
}
