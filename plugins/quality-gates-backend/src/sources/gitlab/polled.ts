import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { comparePayload, polledMergeRequestPayload } from './pollPayloads';

/**
 * One commit fact a commit of a comparison. Git's own parents are kept where they are part of it; all others are
 * contained in the earlier deployment and become the merge base, so that a walk ends there instead of at commits that
 * nobody recorded. `at` is the time of the commit: the push that brought it is believed where it was heard.
 */
export function compareFacts({
  project,
  merge_base: mergeBase,
  commits,
}: z.output<typeof comparePayload>): FactOf<'commit'>[] {
  const shas = new Set(commits.map(({ id }) => id));
  return commits.map(commit => {
    const all = commit.parent_ids ?? [];
    const parents = all.map(sha => (shas.has(sha) ? sha : mergeBase.id));
    return {
      type: 'commit',
      key: commit.id,
      subject: {
        repository: project.web_url.identity,
        changedPaths: commit.paths ?? [],
      },
      channel: 'webhook',
      at: commit.committed_date,
      phase: 'executing',
      data: {
        sha: commit.id,
        parents: [...new Set(parents)],
        committedAt: commit.committed_date,
        author: commit.author_name,
        merge: all.length > 1,
        title: commit.title,
        url: commit.web_url,
      },
    };
  });
}

/** One change fact. Unlike the webhook, the API gives the times of merging and closing. */
export function polledMergeRequestFacts({
  project,
  merge_request: change,
}: z.output<typeof polledMergeRequestPayload>): FactOf<'change'>[] {
  const { host, path } = project.web_url.identity;
  const isMerged = change.state === 'merged';
  return [
    {
      type: 'change',
      key: `${host}/${path}#${change.iid}`,
      subject: { repository: project.web_url.identity },
      channel: 'webhook',
      at: change.updated_at,
      phase: ['merged', 'closed'].includes(change.state)
        ? 'terminal'
        : 'executing',
      data: {
        id: String(change.iid),
        url: change.web_url,
        title: change.title,
        author: change.author?.username ?? undefined,
        openedAt: change.created_at,
        mergedAt: change.merged_at,
        closedAt: change.closed_at ?? change.merged_at,
        headSha: change.sha,
        mergeSha: isMerged
          ? change.merge_commit_sha ?? change.squash_commit_sha
          : undefined,
        targetBranch: change.target_branch,
      },
    },
  ];
}
