/**
 * Several reports about one commit, as one list of tests.
 *
 * Reports of different tests lie side by side: shards and suites add up. Of the same test (tool, suite of the report,
 * project, file, suite, name) the last word counts, and whether it is a last word is a question of time: a report
 * replaces another only when its run began after the other's had ended. Two that overlap are two legs of a matrix that
 * nobody told apart, and the worse one counts. Where a file gives no start, only a report of another pipeline run
 * replaces. A test that failed and then passed on the same commit is flaky; one that is skipped the second time has
 * said nothing new.
 *
 * Rejected: the newest report alone. A re-run of the failed tests would be all there is, and one shard of four.
 */
import type { Millis } from '../Fact';
import type { Report } from '../FactReader';
import type { TestCase, TestReportData } from '../reports';

/** See the head of this file. */
export interface JoinedTests {
  /** Each test once; of a name that a report holds several times, each. */
  readonly cases: readonly TestCase[];
  /** Tests that their reports count and do not list. */
  readonly unlisted: Readonly<Record<TestCase['status'], number>>;
  /** Reports of runs that broke off, and that no later one makes good. */
  readonly incomplete: readonly TestReportData[];
  /** When the oldest report that counts came to be; undefined for no report. */
  readonly oldestAt?: Millis;
  /** How often the test heard most of was run. */
  readonly attempts: number;
}

/** What of the reports counts. */
export interface JoinOptions {
  /** Only these tests; all by default. */
  readonly counts?: (test: TestCase, report: TestReportData) => boolean;
  /** How many runs of a test count, first ones first; all by default. */
  readonly attempts?: number;
}

type TestReport = Report<TestReportData>;

/** What one report says about one test. */
interface Round {
  readonly report: TestReport;
  readonly cases: TestCase[];
}

const RANK = { skipped: 0, passed: 1, flaky: 2, failed: 3 } as const;

const worst = (cases: readonly TestCase[]) =>
  Math.max(...cases.map(({ status }) => RANK[status]));

const countFailed = (cases: readonly TestCase[]) =>
  cases.filter(({ status }) => status === 'failed').length;

/** See the head of this file. The order in which reports are given changes nothing. */
export function joinTestReports(
  reports: readonly TestReport[],
  options: JoinOptions = {},
): JoinedTests {
  const oldestFirst = [...reports].sort(
    (a, b) => a.at - b.at || (a.data.id < b.data.id ? -1 : 1),
  );
  const tests = collectRounds(oldestFirst, options.counts);
  const limit = options.attempts ?? Infinity;
  const words = [...tests.values()].map(rounds =>
    lastWord(rounds.slice(0, limit)),
  );
  const dates = words.length ? words : oldestFirst;
  return {
    cases: words.flatMap(({ cases }) => cases),
    unlisted: countUnlisted(options.counts ? [] : oldestFirst),
    incomplete: findIncomplete(oldestFirst),
    oldestAt: dates.length ? Math.min(...dates.map(({ at }) => at)) : undefined,
    attempts: Math.max(0, ...[...tests.values()].map(({ length }) => length)),
  };
}

function collectRounds(
  reports: readonly TestReport[],
  counts: JoinOptions['counts'] = () => true,
) {
  const tests = new Map<string, Round[]>();
  for (const report of reports) {
    for (const test of report.data.cases) {
      if (!counts(test, report.data)) continue;
      const key = keyOf(report.data, test);
      const rounds = tests.get(key) ?? [];
      const known = rounds.find(round => round.report === report);
      if (known) known.cases.push(test);
      else rounds.push({ report, cases: [test] });
      tests.set(key, rounds);
    }
  }
  return tests;
}

/** The cases of the rounds that nothing later replaces: of several the worst; and when that was. */
function lastWord(rounds: readonly Round[]) {
  const ran = rounds.filter(({ cases }) => worst(cases) > RANK.skipped);
  const { cases: skipped, report: newest } = rounds[rounds.length - 1];
  if (ran.length === 0) return { cases: skipped, at: newest.at };
  let standing: Round[] = [];
  let failedBefore = 0;
  for (const round of ran) {
    const rest: Round[] = [];
    for (const one of standing) {
      if (replaces(round.report, one.report)) {
        failedBefore = Math.max(failedBefore, countFailed(one.cases));
      } else {
        rest.push(one);
      }
    }
    standing = [...rest, round];
  }
  const { cases, report } = standing.reduce((one, other) =>
    isWorse(other.cases, one.cases) ? other : one,
  );
  let toMark = countFailed(cases) > 0 ? 0 : failedBefore;
  const marked = cases.map(test =>
    test.status === 'passed' && toMark-- > 0
      ? { ...test, status: 'flaky' as const }
      : test,
  );
  return { cases: marked, at: report.at };
}

/** Whether `later` is a new run of what `earlier` tells of, and no second leg of the same one. */
function replaces(later: TestReport, earlier: TestReport): boolean {
  const begun = later.data.startedAt;
  if (begun !== undefined) {
    return begun >= (earlier.data.finishedAt ?? earlier.at);
  }
  const [one, other] = [later.data.runUrl, earlier.data.runUrl];
  return one !== undefined && other !== undefined && one !== other;
}

/**
 * A run that broke off is made good by a whole one of the same name that holds all of its tests. One that broke off
 * before its first test may have been to hold anything: only a named suite can take its place.
 */
function findIncomplete(reports: readonly TestReport[]): TestReportData[] {
  return reports
    .filter(broken => {
      if (broken.data.incomplete === undefined) return false;
      const { tool, suite, cases } = broken.data;
      return !reports.some(({ at, data }, index) => {
        if (data.incomplete !== undefined || at < broken.at) return false;
        if (data.tool !== tool || data.suite !== suite) return false;
        if (!replaces(reports[index], broken)) return false;
        if (cases.length === 0) return suite !== undefined;
        const held = new Set(data.cases.map(test => keyOf(data, test)));
        return cases.every(test => held.has(keyOf(data, test)));
      });
    })
    .map(({ data }) => data);
}

/** Of reports with one tool and suite the newest that lists less than it counts. */
function countUnlisted(reports: readonly TestReport[]) {
  const newest = new Map<string, TestReportData>();
  for (const { data } of reports) {
    if (data.truncated) newest.set(`${data.tool}\n${data.suite ?? ''}`, data);
  }
  const unlisted = { passed: 0, failed: 0, skipped: 0, flaky: 0 };
  for (const data of newest.values()) {
    for (const status of ['passed', 'failed', 'skipped', 'flaky'] as const) {
      const listed = data.cases.filter(test => test.status === status).length;
      unlisted[status] += Math.max(0, data[status] - listed);
    }
  }
  return unlisted;
}

function keyOf({ tool, suite }: TestReportData, test: TestCase): string {
  const { project, file, suite: around, name } = test;
  return JSON.stringify([tool, suite, project, file, around, name]);
}

function isWorse(one: readonly TestCase[], other: readonly TestCase[]) {
  return (
    (countFailed(one) - countFailed(other) || worst(one) - worst(other)) > 0
  );
}
