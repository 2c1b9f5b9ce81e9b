import type {
  CacheReportData,
  TestReportData,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { PipelineFacts } from './pipelineStats';
import type { Scope } from './scopeOf';
import type { JudgedRun, PipelineRun } from './types';

/** A run that knows its page. */
export type ListedRun = JudgedRun & { readonly url?: string };

interface Group extends PipelineFacts {
  readonly runs: ListedRun[];
  readonly testReports: TestReportData[];
  readonly cacheReports: CacheReportData[];
}

/**
 * Runs by pipeline and scope, by name and the default branch first; runs that nobody named are left out. A report goes
 * to the run it links to, else to the runs of its commit; of several pipelines that ran it, to the busiest.
 */
export function groupPipelines(
  runs: readonly ListedRun[],
  reports: {
    readonly test: readonly TestReportData[];
    readonly cache: readonly CacheReportData[];
  },
  scopeOf: (run: PipelineRun) => Scope,
): PipelineFacts[] {
  const groups = new Map<string, Group>();
  for (const run of runs) {
    const { pipeline } = run;
    if (pipeline === undefined) continue;
    const scope = scopeOf(run);
    const key = JSON.stringify([pipeline, scope]);
    const group = groups.get(key) ?? {
      pipeline,
      scope,
      runs: [],
      testReports: [],
      cacheReports: [],
    };
    group.runs.push(run);
    groups.set(key, group);
  }
  const find = createGroupFinder([...groups.values()]);
  for (const report of reports.test) find(report)?.testReports.push(report);
  for (const report of reports.cache) find(report)?.cacheReports.push(report);
  return [...groups.values()].sort(
    (a, b) => compare(a.pipeline, b.pipeline) || compare(a.scope, b.scope),
  );
}

function createGroupFinder(groups: readonly Group[]) {
  const byUrl = new Map<string, Group>();
  const byCommit = new Map<string, Group>();
  const busiestLast = [...groups].sort((a, b) => a.runs.length - b.runs.length);
  for (const group of busiestLast) {
    for (const { url, commit } of group.runs) {
      if (url !== undefined) byUrl.set(url, group);
      if (commit !== undefined) byCommit.set(commit, group);
    }
  }
  return ({ runUrl = '', commit = '' }: TestReportData | CacheReportData) =>
    byUrl.get(runUrl) ?? byCommit.get(commit);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
