import type { Measurement, Reading } from '../GateKind';
import type { Report } from '../FactReader';
import type { TestCase, TestReportData } from '../reports';
import type { JoinedTests } from './joinTestReports';
import { findEntry, type Quarantine } from './quarantine';

/** Names that a list in the evidence holds, and their longest. */
const MOST_NAMES = 50;
const LONGEST_NAME = 200;

/** What tests are held against. */
export interface TestLimits {
  readonly minTests: number;
  readonly maxFailures: number;
  readonly maxSkippedPercent?: number;
  readonly flaky?: { readonly max: number; readonly verdict: 'warn' | 'fail' };
  readonly quarantine?: Quarantine;
}

/** Tests counted, the excused ones apart. */
interface Counted {
  readonly passed: number;
  readonly failed: readonly TestCase[];
  readonly failedCount: number;
  readonly flaky: readonly TestCase[];
  readonly flakyCount: number;
  readonly skipped: number;
  readonly quarantined: readonly TestCase[];
}

/**
 * Readings, sentence and evidence of joined tests. A skipped test did not run and is none of `minTests`; neither is a
 * failed one in quarantine, which counts nowhere and is named. What a run that broke off does not hold against the
 * version is undecided.
 */
export function measureTests(
  joined: JoinedTests,
  reports: readonly Report<TestReportData>[],
  limits: TestLimits,
): Measurement {
  const counted = count(joined, limits.quarantine);
  const [broken] = joined.incomplete;
  const summary = describe(counted, limits);
  const message = broken && describeBroken(broken);
  return {
    readings: readingsOf(counted, limits),
    summary: [summary, message].filter(Boolean).join('. '),
    undecided: message ? { code: 'incomplete_report', message } : undefined,
    observedAt: joined.oldestAt,
    evidenceUrl: linkOf(reports),
    evidence: evidenceOf(counted, joined, { reports, limits }),
  };
}

function count(
  { cases, unlisted }: JoinedTests,
  quarantine: Quarantine | undefined,
): Counted {
  const active = quarantine?.active ?? [];
  const isExcused = (test: TestCase) =>
    (test.status === 'failed' || test.status === 'flaky') &&
    findEntry(active, test) !== undefined;
  const counting = cases.filter(test => !isExcused(test));
  const of = (status: TestCase['status']) =>
    counting.filter(test => test.status === status);
  const [failed, flaky] = [of('failed'), of('flaky')];
  return {
    failed,
    flaky,
    failedCount: failed.length + unlisted.failed,
    flakyCount: flaky.length + unlisted.flaky,
    passed: of('passed').length + unlisted.passed,
    skipped: of('skipped').length + unlisted.skipped,
    quarantined: cases.filter(isExcused),
  };
}

const ran = ({ passed, failedCount, flakyCount }: Counted) =>
  passed + failedCount + flakyCount;

function readingsOf(counted: Counted, limits: TestLimits): Reading[] {
  const { maxSkippedPercent, flaky } = limits;
  const total = ran(counted) + counted.skipped;
  const readings: Reading[] = [
    {
      name: 'failed tests',
      value: counted.failedCount,
      unit: 'failed tests',
      limits: { fail: limits.maxFailures, direction: 'at-most' },
    },
    {
      name: 'tests run',
      value: ran(counted),
      unit: 'tests',
      limits: { fail: limits.minTests, direction: 'at-least' },
    },
  ];
  if (maxSkippedPercent !== undefined) {
    readings.push({
      name: 'skipped tests',
      value: total === 0 ? null : (100 * counted.skipped) / total,
      unit: '%',
      missing: total === 0 ? 'there is no test' : undefined,
      limits: { fail: maxSkippedPercent, direction: 'at-most' },
    });
  }
  if (flaky) {
    readings.push({
      name: 'flaky tests',
      value: counted.flakyCount,
      unit: 'flaky tests',
      limits: { [flaky.verdict]: flaky.max, direction: 'at-most' },
    });
  }
  return readings;
}

function describe(counted: Counted, { minTests, quarantine }: TestLimits) {
  const { failedCount, skipped, flakyCount, failed, quarantined } = counted;
  const first = failed[0] ? `, first ${nameOf(failed[0])}` : '';
  const excused = quarantined.length
    ? `; ${quarantined.length} in quarantine do not count`
    : '';
  const missing = quarantine?.missing ? `. ${quarantine.missing}` : '';
  return `${ran(
    counted,
  )} tests ran (at least ${minTests}): ${failedCount} failed${first}, ${flakyCount} flaky, ${skipped} skipped${excused}${missing}`;
}

function describeBroken({ suite, tool, incomplete }: TestReportData): string {
  return `The run of ${suite ?? tool} broke off: ${incomplete}`;
}

function evidenceOf(
  { failed, flaky, quarantined, skipped, passed }: Counted,
  { incomplete, attempts }: JoinedTests,
  given: {
    readonly reports: readonly Report<TestReportData>[];
    readonly limits: TestLimits;
  },
) {
  const {
    active = [],
    expired = [],
    tooLong = [],
  } = given.limits.quarantine ?? {};
  const names = (tests: readonly TestCase[]) =>
    tests.slice(0, MOST_NAMES).map(nameOf);
  const failedUnder = (entries: typeof active) =>
    names(failed.filter(test => findEntry(entries, test)));
  return {
    passed,
    skipped,
    attempts,
    failed: names(failed),
    flaky: names(flaky),
    quarantined: quarantined.slice(0, MOST_NAMES).map(test => {
      const entry = findEntry(active, test)!;
      return `${nameOf(test)} (${entry.owner}, until ${entry.until})`.slice(
        0,
        2 * LONGEST_NAME,
      );
    }),
    quarantineExpired: failedUnder(expired),
    quarantineTooLong: failedUnder(tooLong),
    incomplete: incomplete.slice(0, MOST_NAMES).map(describeBroken),
    reports: given.reports.slice(0, MOST_NAMES).map(({ data }) => data.id),
  };
}

function nameOf({ name, suite, project }: TestCase): string {
  const whole = [project && `[${project}]`, suite, name].filter(Boolean);
  return whole.join(' › ').slice(0, LONGEST_NAME);
}

/** Where the newest of the reports came from, if people can open it. */
function linkOf(reports: readonly Report<TestReportData>[]) {
  const urls = [...reports]
    .sort((a, b) => b.at - a.at)
    .map(({ data }) => data.runUrl)
    .filter(url => url !== undefined && /^https?:\/\//.test(url));
  return urls[0];
}
