import { hasFailed, type PipelineRun } from './types';

/** Runs started again on a commit on which the pipeline had failed before: nothing was changed in between. */
export function blindReruns(runs: readonly PipelineRun[]): number {
  const inOrder = runs
    .filter(run => run.commit !== undefined && run.startedAt !== undefined)
    .sort((a, b) => a.startedAt! - b.startedAt! || a.attempt - b.attempt);
  const failed = new Set<string>();
  let count = 0;
  for (const { commit, branch = '', result } of inOrder) {
    const what = JSON.stringify([commit, branch]);
    if (failed.has(what)) count += 1;
    if (hasFailed(result)) failed.add(what);
  }
  return count;
}
