import type { FactOf } from './Fact';
import { describeFile, type ReportedFile } from './readReportedFile';
import type { TestCase, TestReportData } from './reports';
import { shortText } from './shortText';

/** Cases that a report keeps. */
const MOST_CASES = 5_000;
/** Longest run that is believed: the end of a longer one is no date. */
const MOST_SECONDS = 366 * 24 * 3600;
const RANK = { failed: 0, flaky: 1, passed: 2, skipped: 2 } as const;

/** What a file of test results says, before it is counted. */
export interface TestResults
  extends Pick<TestReportData, 'tool' | 'suite' | 'incomplete'> {
  readonly cases: readonly TestCase[];
  readonly startedAt?: number;
  readonly durationSeconds?: number;
}

/**
 * The report of a file of test results: counts are those of its cases, failed and flaky ones are kept first, and no
 * case at all is counted as none. Texts are cut to 500 characters.
 */
export function createTestReport(
  file: ReportedFile,
  results: TestResults,
): FactOf<'test-report'> {
  const { id, query } = file;
  const { cases, startedAt } = results;
  const durationSeconds =
    (results.durationSeconds ?? Infinity) <= MOST_SECONDS
      ? results.durationSeconds
      : undefined;
  const count = (status: TestCase['status']) =>
    cases.reduce((n, one) => n + (one.status === status ? 1 : 0), 0);
  const worstFirst = [...cases].sort((a, b) => RANK[a.status] - RANK[b.status]);
  const finishedAt =
    startedAt === undefined || durationSeconds === undefined
      ? undefined
      : Math.trunc(startedAt + durationSeconds * 1000);
  return {
    type: 'test-report',
    ...describeFile(file, { id, at: finishedAt ?? startedAt }),
    data: {
      id,
      tool: query.tool ?? results.tool,
      commit: query.commit,
      runUrl: query.runUrl,
      suite: query.suite ?? shortText(results.suite),
      environment: query.environment,
      startedAt,
      finishedAt,
      durationSeconds,
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
      flaky: count('flaky'),
      cases: worstFirst.slice(0, MOST_CASES).map(shorten),
      truncated: cases.length > MOST_CASES ? true : undefined,
      incomplete: shortText(results.incomplete),
    },
  };
}

function shorten(one: TestCase): TestCase {
  return {
    ...one,
    name: shortText(one.name) ?? '(no name)',
    file: shortText(one.file),
    suite: shortText(one.suite),
    project: shortText(one.project),
    message: shortText(one.message),
    tags: one.tags?.slice(0, 50).map(tag => tag.slice(0, 100)),
  };
}
