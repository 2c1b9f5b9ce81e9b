import type {
  Millis,
  Report,
  TestCase,
  TestReportData,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** A report, and when its run began. */
export interface StartedReport extends Report<TestReportData> {
  readonly startedAt: Millis;
}

/** When a run began: as it says, else as long before its end as it took. */
export function startOf({ at, data }: Report<TestReportData>): Millis {
  return data.startedAt ?? at - (data.durationSeconds ?? 0) * 1000;
}

/** Whether a selector means a test: by tag, by a word of its name or suite, or by the name of the whole report. */
export function isSelected(
  selector: string,
  test: TestCase,
  report: TestReportData,
): boolean {
  if (!selector.startsWith('@')) {
    return report.suite === selector || report.tool === selector;
  }
  if (test.tags?.includes(selector)) return true;
  const words = `${test.suite ?? ''} ${test.name}`.split(/[\s,()[\]]+/);
  return words.includes(selector);
}

/**
 * Reports of the environment whose run began while the version stood there. A report that names no environment may be
 * of any, and counts for none.
 */
export function selectReports(
  reports: readonly Report<TestReportData>[],
  given: {
    readonly environment: string;
    readonly from: Millis;
    /** When the next version came. */
    readonly to?: Millis;
  },
): StartedReport[] {
  const { environment, from, to = Infinity } = given;
  return reports
    .filter(({ data }) => data.environment === environment)
    .map(report => ({ ...report, startedAt: startOf(report) }))
    .filter(({ startedAt }) => startedAt >= from && startedAt < to)
    .sort((a, b) => a.startedAt - b.startedAt);
}
