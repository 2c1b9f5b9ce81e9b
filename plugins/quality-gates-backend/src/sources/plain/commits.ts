import type { IngestCommits } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { millisOf, subjectOf, type Sent } from './Sent';

/** One commit fact a commit. Two parents make a merge, also where the sender does not say so. */
export function commitFacts(sent: Sent<IngestCommits>): FactOf<'commit'>[] {
  const subject = subjectOf(sent);
  return sent.value.commits.map(commit => {
    const parents = commit.parents ?? [];
    const committedAt = millisOf(commit.committedAt);
    return {
      type: 'commit',
      key: commit.sha,
      subject: { ...subject, changedPaths: commit.paths },
      channel: 'plain',
      at: committedAt,
      phase: 'terminal',
      reportedBy: sent.token,
      data: {
        sha: commit.sha,
        parents,
        committedAt,
        author: commit.author,
        merge: commit.merge ?? (parents.length > 1 ? true : undefined),
        branch: sent.value.branch,
      },
    };
  });
}
