import { hasFailed, type PipelineRun } from './types';

/** A failure of a branch and the run that ended it. */
export interface Recovery<R extends PipelineRun = PipelineRun> {
  /** The first of the runs that failed in a row. */
  readonly failed: R;
  readonly green: R;
}

/** From each first failed run to the next that passed, of the same branch. `runs` are of one pipeline. */
export function recoveries<R extends PipelineRun>(
  runs: readonly R[],
): Recovery<R>[] {
  const over = runs
    .filter(run => run.finishedAt !== undefined)
    .sort((a, b) => a.finishedAt! - b.finishedAt! || (a.key < b.key ? -1 : 1));
  const red = new Map<string, R>();
  const found: Recovery<R>[] = [];
  for (const run of over) {
    const branch = run.branch ?? '';
    const failed = red.get(branch);
    if (run.result === 'success' && failed) {
      found.push({ failed, green: run });
      red.delete(branch);
    } else if (hasFailed(run.result) && !failed) red.set(branch, run);
  }
  return found;
}

/** Seconds of each of {@link recoveries}: time to green. A branch that is still red gives none. */
export function secondsToGreen(runs: readonly PipelineRun[]): number[] {
  return recoveries(runs).map(
    ({ failed, green }) => (green.finishedAt! - failed.finishedAt!) / 1000,
  );
}
