import type { PipelineRun } from './types';

/** The two kinds of runs that are never counted together. */
export type Scope = 'default-branch' | 'pull-request';

const USUAL_NAMES: ReadonlySet<string> = new Set(['main', 'master', 'trunk']);

/**
 * Whether a run is of a pull request or of the default branch. Where the source does not say, a branch with the name
 * of a run that it did say it of is the default one, else `main`, `master` and `trunk` are. Other branches count as
 * pull requests to be; a run without branch and pull request as one of the default branch.
 *
 * @param runs - Those among which names of default branches are looked for.
 */
export function createScopeOf(
  runs: readonly PipelineRun[],
): (run: PipelineRun) => Scope {
  const named = new Set<string>();
  for (const { defaultBranch, branch } of runs) {
    if (defaultBranch && branch) named.add(branch);
  }
  const names = named.size > 0 ? named : USUAL_NAMES;
  return ({ pullRequest, defaultBranch, branch }) => {
    if (pullRequest !== undefined) return 'pull-request';
    const isDefault = defaultBranch ?? (!branch || names.has(branch));
    return isDefault ? 'default-branch' : 'pull-request';
  };
}
