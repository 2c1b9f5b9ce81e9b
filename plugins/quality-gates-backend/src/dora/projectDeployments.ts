/**
 * Which changes each deployment brought first, and which deployments are rollbacks (D4, D8).
 *
 * One pass over the deployments of an environment in the order they finished. It carries what is in production by then:
 * the last SHA, every SHA that ever was, and the commits that any deployment so far contains. Each commit enters that
 * set once, so the pass is linear in deployments and commits together, however often the history is walked. A new
 * deployment brings what lies between it and that set. Starting in the middle, with what was there before, gives the
 * same answers as starting at the first deployment.
 *
 * Where the answer is not known it says `unknown` instead of a number that is too small or too large: a walk that leaves
 * the recorded commits before it meets what was deployed, a deployment without SHA, or one after such. What such a
 * deployment contains counts as deployed all the same, because a later one does not contain it first.
 */
import {
  createCommitHistory,
  type CommitHistory,
  type RecordedCommit,
} from './commitHistory';

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
  /** It says that it is a rollback: of the deployment before it, where it names no other. */
  readonly rollback?: boolean;
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

const UNKNOWN: Found = { commitsFrom: 'unknown', brought: [] };
/** Changes a first deployment brings at most. */
const MOST_AT_FIRST = 2_000;

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
  const history = createCommitHistory(commits);
  const seen = new Set(before.deployedShas);
  if (before.sha !== null) seen.add(before.sha);
  for (const sha of seen) history.addDeployed(sha);
  for (const sha of before.deployedCommits) history.addChange(sha);
  let previous: Previous =
    before.key === null ? null : { key: before.key, sha: before.sha };
  return deployments.map(deployment => {
    const { key, commit: sha = null, rollbackOf, finishedAt } = deployment;
    const wasThere = sha !== null && seen.has(sha);
    const told = deployment.rollback && (sha === null || previous?.sha !== sha);
    const isRollback = wasThere && previous?.sha && previous.sha !== sha;
    const rolledBack =
      previous && (told || isRollback) && !rollbackOf ? previous.key : null;
    const found: Found = wasThere
      ? { commitsFrom: deployment.commits ? 'event' : 'pushes', brought: [] }
      : findChanges({ deployment, previous, history, seen });
    for (const change of found.brought) history.addChange(change.sha);
    if (sha !== null) {
      seen.add(sha);
      history.addDeployed(sha);
    }
    previous = { key, sha };
    return {
      key,
      inferredRollbackOf: rolledBack,
      commitsFrom: found.commitsFrom,
      ...splitByClock(found.brought, finishedAt),
    };
  });
}

type Previous = { readonly key: string; readonly sha: string | null } | null;

function findChanges(options: {
  readonly deployment: DeploymentToProject;
  readonly previous: Previous;
  readonly history: CommitHistory;
  readonly seen: ReadonlySet<string>;
}): Found {
  const { deployment, previous, history, seen } = options;
  const { commit, previousCommit, commits } = deployment;
  if (commits) {
    const isNew = ({ sha, merge }: NamedCommit) =>
      !merge && !seen.has(sha) && !history.hasChange(sha);
    return { commitsFrom: 'event', brought: commits.filter(isNew) };
  }
  if (commit === undefined) return UNKNOWN;
  const walked = history.walk(commit, previousCommit);
  if (previous === null && previousCommit === undefined) {
    return walked.startsRecorded
      ? { commitsFrom: 'pushes', brought: newest(walked.changes) }
      : UNKNOWN;
  }
  const hasStart = previousCommit !== undefined || previous?.sha !== null;
  return hasStart && walked.isComplete
    ? { commitsFrom: 'pushes', brought: walked.changes }
    : UNKNOWN;
}

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
