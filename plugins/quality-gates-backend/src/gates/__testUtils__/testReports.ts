import type {
  Report,
  TestCase,
  TestReportData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { GateKindCase } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';

/** What the reports of tests are about. */
export const REPORT_COMMIT = '7d4c0ffee0000000000000000000000000000000';

/** A report that came at a time, with the counts of its cases. */
export function makeTestReport(
  at: number,
  cases: readonly TestCase[],
  rest: Partial<TestReportData> & Pick<TestReportData, 'tool'>,
): Report<TestReportData> {
  const count = (status: TestCase['status']) =>
    cases.filter(one => one.status === status).length;
  return {
    at,
    reportedBy: 'ci',
    data: {
      id: `report-${at}`,
      commit: REPORT_COMMIT,
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
      flaky: count('flaky'),
      cases,
      ...rest,
    },
  };
}

/** A gate about {@link REPORT_COMMIT}, and the reports that are there. */
export function foundReports(
  ...reports: Report<TestReportData>[]
): GateKindCase['context'] {
  return {
    request: { commit: REPORT_COMMIT },
    facts: { testReports: async () => reports },
  };
}

/** Matches readings among which is this one. */
export function reads(name: string, value: number) {
  return expect.arrayContaining([expect.objectContaining({ name, value })]);
}
