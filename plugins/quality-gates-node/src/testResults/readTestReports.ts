import type { Report } from '../FactReader';
import type { Measurement, ProbeContext } from '../GateKind';
import { isSameCommit } from '../isSameCommit';
import type { TestReportData } from '../reports';

/** Which of the reports a gate looks at; texts unfilled. */
export interface TestReportSelection {
  /** Name of the file: the format's own name for all of its files, else what `suite` or `tool` says. */
  readonly artifact?: string;
  readonly suite?: string;
  readonly tool?: string;
  /** How many reports there must be: one a shard. */
  readonly minReports: number;
  /** Names by which `artifact` means every file of the format. */
  readonly formats: readonly string[];
  /** Whether a tool writes this format, where no `tool` is named. */
  readonly writes: (tool: string) => boolean;
}

type Reports = readonly Report<TestReportData>[];

/**
 * The reports about the commit that is asked for, or why there is nothing to decide by: no commit, no report, reports
 * about another commit only, fewer than there must be.
 */
export async function readTestReports(
  context: ProbeContext<unknown>,
  selection: TestReportSelection,
): Promise<{ reports: Reports } | { nothing: Measurement }> {
  const { request, deployment, facts } = context;
  const commit = request.commit ?? deployment?.commit;
  if (commit === undefined) {
    return decideNothing(
      'commit_unknown',
      'Test reports are about a commit, and none is known for the version',
    );
  }
  const isSelected = createSelector(context, selection);
  const found = await facts.testReports({ commit });
  const selected = found.filter(({ data }) => isSelected(data));
  const reports = selected.filter(({ data }) =>
    isSameCommit(data.commit, commit),
  );
  const { minReports } = selection;
  if (reports.length >= Math.max(1, minReports)) return { reports };
  if (reports.length > 0) {
    return decideNothing(
      'too_few_reports',
      `${reports.length} of ${minReports} test reports of commit ${commit} are there`,
    );
  }
  return decideNothing(
    selected.length ? 'other_commit' : 'no_report',
    `No test report of commit ${commit}${describe(selection)} is there`,
  );
}

function createSelector(
  { fill }: ProbeContext<unknown>,
  { artifact, suite, tool, formats, writes }: TestReportSelection,
) {
  const [name, wantedSuite, wantedTool] = [artifact, suite, tool].map(text =>
    text === undefined ? undefined : fill(text),
  );
  const isAnyName = name === undefined || formats.includes(name);
  return (report: TestReportData) => {
    if (wantedSuite !== undefined && report.suite !== wantedSuite) return false;
    if (!isAnyName) {
      if (report.suite !== name && report.tool !== name) return false;
      return wantedTool === undefined || report.tool === wantedTool;
    }
    return wantedTool === undefined
      ? writes(report.tool)
      : report.tool === wantedTool;
  };
}

function describe({ artifact, suite, tool }: TestReportSelection): string {
  const named = [artifact, suite, tool].filter(one => one !== undefined);
  return named.length ? ` (${named.join(', ')})` : '';
}

function decideNothing(code: string, message: string) {
  const undecided = { code, message };
  return { nothing: { readings: [], summary: message, undecided } };
}
