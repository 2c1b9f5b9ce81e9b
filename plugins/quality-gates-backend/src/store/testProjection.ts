import type { CommitData } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { ProjectDeployments, ProjectionInput } from './types';

type Deployment = ProjectionInput['deployments'][number];
type Commit = Pick<CommitData, 'sha' | 'committedAt' | 'author' | 'merge'>;

/**
 * A plain reading of D4 and D8 for the tests of the store, which promises to call such a function with the right
 * input at the right time, whatever it makes of it.
 */
export const projectInTest: ProjectDeployments = input => {
  const shas = new Set(input.before.deployedShas);
  const contained = new Set(input.before.deployedCommits);
  let previous = { key: input.before.key, sha: input.before.sha };
  return input.deployments.map(deployment => {
    const { key, commit, finishedAt } = deployment;
    const back =
      commit !== undefined && shas.has(commit) && commit !== previous.sha;
    const found = findCommits(input, deployment, previous.sha);
    const fresh = (found ?? []).filter(
      one => !one.merge && !contained.has(one.sha),
    );
    for (const one of found ?? []) contained.add(one.sha);
    if (commit) shas.add(commit);
    const rolledBack = back && !deployment.rollbackOf ? previous.key : null;
    previous = { key, sha: commit ?? null };
    const changes = fresh.filter(one => one.committedAt <= finishedAt);
    return {
      key,
      inferredRollbackOf: rolledBack,
      commitsFrom: commitsFrom(deployment, found),
      negativeLeadTimes: fresh.length - changes.length,
      changes: changes.map(({ sha, committedAt, author }) => ({
        sha,
        committedAt,
        author,
      })),
    };
  });
};

function commitsFrom(deployment: Deployment, found: Commit[] | undefined) {
  if (!found) return 'unknown';
  return deployment.commits ? 'event' : 'pushes';
}

function findCommits(
  { commits }: ProjectionInput,
  deployment: Deployment,
  previousSha: string | null,
): Commit[] | undefined {
  if (deployment.commits) return [...deployment.commits];
  const base = deployment.previousCommit ?? previousSha;
  if (!deployment.commit || !base) return undefined;
  if (!commits.has(deployment.commit) || !commits.has(base)) return undefined;
  const old = ancestors(commits, base);
  return [...ancestors(commits, deployment.commit)]
    .filter(sha => !old.has(sha))
    .map(sha => commits.get(sha)!)
    .filter(commit => commit.touches);
}

function ancestors(
  commits: ProjectionInput['commits'],
  sha: string,
): Set<string> {
  const found = new Set([sha]);
  for (const one of found) {
    for (const parent of commits.get(one)?.parents ?? []) {
      if (commits.has(parent)) found.add(parent);
    }
  }
  return found;
}
