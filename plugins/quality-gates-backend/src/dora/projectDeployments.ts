/**
 * Which changes each deployment brought first, and which deployments are rollbacks (D4, D8).
 *
 * One pass over the deployments of an environment in the order they finished. It carries what is in production by then:
 * the last SHA, every SHA that ever was, and the set of commits that any deployment so far contains, closed over their
 * recorded ancestors. Each commit enters that set once, so the pass is linear in deployments and commits together,
 * however often the history is walked. A new deployment brings what lies between it and that set.
 *
 * Where the answer is not known it says `unknown` instead of a number that is too small or too large: a walk that leaves
 * the recorded commits before it meets what was deployed, a deployment without SHA, or one after such. What the walk did
 * see counts as deployed all the same, because a later deployment does not contain it first.
 */
import { createCommitHistory, type RecordedCommit } from './commitHistory';

interface NamedCommit {
  readonly sha: string;
  readonly committedAt: number;
  readonly author?: string;
  readonly merge?: boolean;
}

/** A deployment that reached the environment. `commits` undefined = not named by the event; [] = named, and none. */
export interface DeploymentToProject {
  readonly key: string;
  readonly id: string;
  readonly finishedAt: number;
  readonly commit?: string;
  readonly previousCommit?: string;
  readonly commits?: readonly NamedCommit[];
  readonly rollbackOf?: string;
}

/** Deployments of one (entity, environment), by (finishedAt, key), and what was there before; see store/types.ts. */
export interface DeploymentHistory {
  readonly before: {
    readonly key: string | null;
    readonly sha: string | null;
    readonly deployedShas: ReadonlySet<string>;
    readonly deployedCommits: ReadonlySet<string>;
  };
  readonly deployments: readonly DeploymentToProject[];
  readonly commits: ReadonlyMap<string, RecordedCommit>;
}

/** What is known of one deployment: its changes are no merges and not committed after it. */
export interface DeploymentChanges {
  readonly key: string;
  readonly inferredRollbackOf: string | null;
  readonly commitsFrom: 'event' | 'pushes' | 'unknown';
  readonly negativeLeadTimes: number;
  readonly changes: readonly {
    readonly sha: string;
    readonly committedAt: number;
    readonly author?: string;
  }[];
}

type Found = Pick<DeploymentChanges, 'commitsFrom'> & {
  readonly brought: readonly NamedCommit[];
};

/**
 * One answer per deployment, in their order. Commits named by the event win over recorded pushes; `previousCommit`,
 * where the event gives it, is where the comparison starts. A SHA that was in production before brings nothing new, be
 * it a rollback (another SHA was between) or a re-deploy. The first deployment of an environment brings the newest
 * 2,000 recorded changes that it contains.
 */
export function projectDeployments(
  input: DeploymentHistory,
): DeploymentChanges[] {
  const { before, deployments, commits } = input;
  const history = createCommitHistory(commits, [
    ...before.deployedCommits,
    ...before.deployedShas,
    ...(before.sha === null ? [] : [before.sha]),
  ]);
  const seen = new Set(before.deployedShas);
  if (before.sha !== null) seen.add(before.sha);
  let previous: { key: string; sha: string | null } | null =
    before.key === null && before.sha === null
      ? null
      : { key: before.key ?? '', sha: before.sha };
  return deployments.map(deployment => {
    const { commit: sha = null } = deployment;
    const wasThere = sha !== null && seen.has(sha);
    const rolledBack =
      wasThere && previous?.sha && previous.sha !== sha ? previous.key : null;
    const found: Found = wasThere
      ? { commitsFrom: deployment.commits ? 'event' : 'pushes', brought: [] }
      : findChanges({ deployment, previous, history });
    if (sha !== null) seen.add(sha);
    previous = { key: deployment.key, sha };
    return {
      key: deployment.key,
      inferredRollbackOf: deployment.rollbackOf ? null : rolledBack || null,
      commitsFrom: found.commitsFrom,
      ...splitByClock(found.brought, deployment.finishedAt),
    };
  });
}

function findChanges(options: {
  readonly deployment: DeploymentToProject;
  readonly previous: { readonly sha: string | null } | null;
  readonly history: ReturnType<typeof createCommitHistory>;
}): Found {
  const { deployment, previous, history } = options;
  const { commit, previousCommit, commits } = deployment;
  if (commits) {
    const brought = commits.filter(({ sha }) => !history.isDeployed(sha));
    for (const { sha } of commits) history.deploy(sha);
    if (commit !== undefined) history.deploy(commit);
    return { commitsFrom: 'event', brought: brought.filter(one => !one.merge) };
  }
  if (commit === undefined) return { commitsFrom: 'unknown', brought: [] };
  if (previousCommit !== undefined) history.deploy(previousCommit);
  const isFirst = previous === null && previousCommit === undefined;
  const walked = history.walk(commit);
  if (isFirst) {
    return walked.startsRecorded
      ? { commitsFrom: 'pushes', brought: newest(walked.changes) }
      : { commitsFrom: 'unknown', brought: [] };
  }
  const hasStart = previousCommit !== undefined || previous?.sha !== null;
  return hasStart && walked.isComplete
    ? { commitsFrom: 'pushes', brought: walked.changes }
    : { commitsFrom: 'unknown', brought: [] };
}

/** Changes a first deployment brings at most. */
const MOST_AT_FIRST = 2_000;

function newest(changes: readonly NamedCommit[]): NamedCommit[] {
  return [...changes]
    .sort((a, b) => compareCommits(b, a))
    .slice(0, MOST_AT_FIRST);
}

function splitByClock(brought: readonly NamedCommit[], finishedAt: number) {
  const changes = new Map<string, DeploymentChanges['changes'][number]>();
  const tooLate = new Set<string>();
  for (const { sha, committedAt, author } of brought) {
    if (committedAt > finishedAt) tooLate.add(sha);
    else changes.set(sha, { sha, committedAt, author });
  }
  return {
    negativeLeadTimes: tooLate.size,
    changes: [...changes.values()].sort(compareCommits),
  };
}

function compareCommits(
  a: Pick<NamedCommit, 'sha' | 'committedAt'>,
  b: Pick<NamedCommit, 'sha' | 'committedAt'>,
): number {
  return a.committedAt - b.committedAt || (a.sha < b.sha ? -1 : 1);
}
