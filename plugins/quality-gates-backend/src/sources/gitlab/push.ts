import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { PushedCommit, pushPayload } from './payloads';

type Payload = z.output<typeof pushPayload>;

const BRANCH = 'refs/heads/';
const NO_COMMIT = /^0+$/;
const MERGE_TITLE = /^Merge (branch|remote-tracking|tag|commit) /;

/**
 * One commit fact a commit, so that a deployment can be walked back to the one before it.
 *
 * A push names no parents, only `before` and an ordered list, the newest last. The list is taken as a chain that
 * starts at `before`: walking it from the last commit meets exactly what the push brought. GitLab lists the newest
 * commits only (20 of them); where some are left out, and in a new branch, the first one listed has no parent, so that
 * a walk ends there and says so instead of passing over them.
 *
 * Commits of another branch are told again when the default branch gets them. There the chain is right, so its push
 * is believed: it is as late as its newest commit, and over, while other branches are still on their way.
 * Tags and deletions bring no commits.
 */
export function pushFacts(payload: Payload): FactOf<'commit'>[] {
  const { ref, before, after, commits, project } = payload;
  if (!ref.startsWith(BRANCH) || NO_COMMIT.test(after)) return [];
  const branch = ref.slice(BRANCH.length);
  const onDefault = (project.default_branch ?? branch) === branch;
  const cut = (payload.total_commits_count ?? 0) > commits.length;
  const start = cut || NO_COMMIT.test(before) ? [] : [before];
  const newest = Math.max(...commits.map(({ timestamp }) => timestamp));
  return commits.map((commit, index) => ({
    ...commitFact(payload, commit),
    at: onDefault ? newest : commit.timestamp,
    phase: onDefault ? 'terminal' : 'executing',
    data: {
      ...commitFact(payload, commit).data,
      parents: index > 0 ? [commits[index - 1].id] : start,
      branch,
    },
  }));
}

function commitFact({ project }: Payload, commit: PushedCommit) {
  const [title] = commit.message.split(/\r?\n/, 1);
  const { added, modified, removed } = commit;
  return {
    type: 'commit' as const,
    key: commit.id,
    subject: {
      repository: project.web_url.identity,
      changedPaths: [added, modified, removed].flatMap(paths => paths ?? []),
    },
    channel: 'webhook' as const,
    data: {
      sha: commit.id,
      committedAt: commit.timestamp,
      author: commit.author?.name,
      merge: MERGE_TITLE.test(title),
      title,
      url: commit.url,
    },
  };
}
