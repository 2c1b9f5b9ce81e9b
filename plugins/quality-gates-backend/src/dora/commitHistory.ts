/** A commit of a recorded push. */
export interface RecordedCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly committedAt: number;
  readonly author?: string;
  readonly merge?: boolean;
  /** Whether it belongs to the entity; others are walked through and not counted. */
  readonly touches: boolean;
}

/** What lies between a SHA and everything deployed before. */
export interface Walk {
  /** No merges, and only those that touch the entity. */
  readonly changes: readonly RecordedCommit[];
  /** Whether every path ended at a deployed commit. False: commits are missing from the record. */
  readonly isComplete: boolean;
  /** Whether the SHA itself is recorded. */
  readonly startsRecorded: boolean;
}

/** What is deployed by now, told commit by commit. */
export interface CommitHistory {
  /** Whether a deployment brought this commit as one of its changes. */
  hasChange(sha: string): boolean;
  addChange(sha: string): void;
  /** A deployment of this SHA: all its recorded ancestors are deployed with it. */
  addDeployed(sha: string): void;
  /** What the SHA brings, coming from `start` (default: from what is deployed). Changes nothing. */
  walk(sha: string, start?: string): Walk;
}

/**
 * Recorded commits, and which of them are deployed: the changes deployments brought, and the deployed SHAs with all their
 * recorded ancestors and the first unrecorded one of each path, so that a branch that left the main line long ago ends
 * where it did. Both are functions of the facts alone, not of the order in which they became known. Cycles, which only
 * a broken sender can make, end a path like any commit seen before.
 */
export function createCommitHistory(
  commits: ReadonlyMap<string, RecordedCommit>,
): CommitHistory {
  const brought = new Set<string>();
  const closed = new Set<string>();
  const close = (sha: string, into: Set<string>) => {
    const open = [sha];
    while (open.length > 0) {
      const next = open.pop()!;
      if (closed.has(next) || into.has(next)) continue;
      into.add(next);
      open.push(...(commits.get(next)?.parents ?? []));
    }
  };
  const isDeployed = (sha: string) => closed.has(sha) || brought.has(sha);

  return {
    hasChange: sha => brought.has(sha),
    addChange: sha => brought.add(sha),
    addDeployed: sha => close(sha, closed),
    walk(sha, start) {
      const before = new Set<string>();
      if (start !== undefined) close(start, before);
      const changes: RecordedCommit[] = [];
      let isComplete = true;
      const open = [sha];
      const visited = new Set<string>();
      while (open.length > 0) {
        const next = open.pop()!;
        if (isDeployed(next) || before.has(next) || visited.has(next)) continue;
        visited.add(next);
        const commit = commits.get(next);
        if (!commit || commit.parents.length === 0) isComplete = false;
        if (!commit) continue;
        if (commit.touches && !isMerge(commit)) changes.push(commit);
        open.push(...commit.parents);
      }
      return { changes, isComplete, startsRecorded: commits.has(sha) };
    },
  };
}

function isMerge(commit: RecordedCommit): boolean {
  return commit.merge ?? commit.parents.length > 1;
}
