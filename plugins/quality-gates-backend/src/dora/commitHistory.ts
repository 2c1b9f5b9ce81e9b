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

/**
 * Recorded commits, and which of them are deployed. The deployed set is closed: with a commit all its recorded
 * ancestors are in it, and the first unrecorded one of each path too, so that a branch that left the main line long ago
 * ends where it did. Cycles, which only a broken sender can make, end a path like any commit seen before.
 *
 * @param deployed - SHAs that are deployed to begin with
 */
export function createCommitHistory(
  commits: ReadonlyMap<string, RecordedCommit>,
  deployed: readonly string[],
) {
  const contained = new Set<string>();
  const deploy = (sha: string) => {
    const open = [sha];
    while (open.length > 0) {
      const next = open.pop()!;
      if (contained.has(next)) continue;
      contained.add(next);
      open.push(...(commits.get(next)?.parents ?? []));
    }
  };
  for (const sha of deployed) deploy(sha);

  return {
    isDeployed: (sha: string): boolean => contained.has(sha),
    /** Adds a commit and its ancestors to what is deployed. */
    deploy,
    /** Reads what the SHA brings, and adds it to what is deployed. */
    walk(sha: string): Walk {
      const changes: RecordedCommit[] = [];
      let isComplete = true;
      const open = [sha];
      const visited = new Set<string>();
      while (open.length > 0) {
        const next = open.pop()!;
        if (contained.has(next) || visited.has(next)) continue;
        visited.add(next);
        const commit = commits.get(next);
        if (!commit || commit.parents.length === 0) isComplete = false;
        if (!commit) continue;
        if (commit.touches && !isMerge(commit)) changes.push(commit);
        open.push(...commit.parents);
      }
      for (const one of visited) contained.add(one);
      return { changes, isComplete, startsRecorded: commits.has(sha) };
    },
  };
}

function isMerge(commit: RecordedCommit): boolean {
  return commit.merge ?? commit.parents.length > 1;
}
