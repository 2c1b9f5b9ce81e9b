import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { pushPayload, PushedCommit } from './payloads';

type Payload = z.output<typeof pushPayload>;

const BRANCH = 'refs/heads/';
const NO_COMMIT = /^0+$/;
const MERGE_TITLE = /^Merge (pull request|branch|remote-tracking) /;

/**
 * One commit fact a commit, so that a deployment can be walked back to the one before it.
 *
 * A push payload names no parents, only `before` and an ordered list. On the default branch the list is taken as a
 * chain that starts at `before`: walking it from the last commit meets exactly what the push brought. On any other
 * branch, commits that were pushed elsewhere before (`distinct: false`) are left to that push, which knows their
 * place; the first new one after them gets both the chain and them as parents, as the merge that it then is. When a
 * branch and later the default branch tell of one commit, the default branch is believed: its `at` is the time of the
 * push, any other's is the older time of the commit itself.
 *
 * The first commit of a new branch has no parent, and neither has the first of a forced push, whose `before` is no
 * ancestor. Tags and deletions bring no commits.
 */
export function pushFacts(payload: Payload): FactOf<'commit'>[] {
  const { repository, ref, before } = payload;
  if (!ref.startsWith(BRANCH) || payload.deleted) return [];
  const branch = ref.slice(BRANCH.length);
  const onDefault = (repository.default_branch ?? branch) === branch;
  const rooted = payload.forced || NO_COMMIT.test(before);

  let chain = rooted ? [] : [before];
  let passed: string[] = [];
  const facts: FactOf<'commit'>[] = [];
  for (const commit of payload.commits) {
    if (!onDefault && commit.distinct === false) {
      passed = [commit.id];
      continue;
    }
    const parents = [...chain, ...passed];
    facts.push(commitFact(payload, { commit, parents, branch, onDefault }));
    chain = [commit.id];
    passed = [];
  }
  return facts;
}

function commitFact(
  { repository }: Payload,
  place: {
    commit: PushedCommit;
    parents: string[];
    branch: string;
    onDefault: boolean;
  },
): FactOf<'commit'> {
  const { commit, parents, branch, onDefault } = place;
  const [title] = commit.message.split(/\r?\n/, 1);
  const { added, modified, removed } = commit;
  return {
    type: 'commit',
    key: commit.id,
    subject: {
      repository: repository.identity,
      changedPaths: [added, modified, removed].flatMap(paths => paths ?? []),
    },
    channel: 'webhook',
    at: onDefault
      ? Math.max(repository.pushed_at ?? 0, commit.timestamp)
      : commit.timestamp,
    phase: 'terminal',
    data: {
      sha: commit.id,
      parents,
      committedAt: commit.timestamp,
      author: commit.author,
      merge: MERGE_TITLE.test(title),
      branch,
      title,
      url: commit.url,
    },
  };
}
