import { InputError } from '@backstage/errors';
import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { comparePayload } from './pollPayloads';

type Payload = z.output<typeof comparePayload>;
type Commit = Payload['commits'][number];

/**
 * One commit fact a commit of a comparison: all that the later deployment contains and the earlier one does not.
 *
 * Git's own parents are kept where they are part of the comparison. All others are contained in the earlier deployment;
 * most were never recorded, and a walk that met them could not know that. They become the merge base, which is the
 * earlier deployment itself unless a branch was deployed, so the walk ends there. `at` is the time of the commit: the
 * push that brought it is believed where it was heard.
 */
export function compareFacts(payload: Payload): FactOf<'commit'>[] {
  const shas = new Set(payload.commits.map(({ sha }) => sha));
  return payload.commits.map(one => commitFact(payload, one, shas));
}

function commitFact(
  { repository, merge_base_commit: mergeBase }: Payload,
  commit: Commit,
  shas: ReadonlySet<string>,
): FactOf<'commit'> {
  const { sha, files, commit: said } = commit;
  const parents = commit.parents.map(parent =>
    shas.has(parent.sha) ? parent.sha : mergeBase.sha,
  );
  const committedAt = Date.parse(said.committer.date);
  if (Number.isNaN(committedAt)) {
    throw new InputError(
      `GitHub comparison: commits: commit.committer.date of ${sha} is no instant`,
    );
  }
  return {
    type: 'commit',
    key: sha,
    subject: {
      repository: repository.html_url,
      changedPaths: (files ?? []).flatMap(({ filename, previous_filename }) =>
        previous_filename ? [previous_filename, filename] : [filename],
      ),
    },
    channel: 'webhook',
    at: committedAt,
    phase: 'terminal',
    data: {
      sha,
      parents: [...new Set(parents)],
      committedAt,
      author: commit.author?.login ?? said.author?.name ?? undefined,
      merge: commit.parents.length > 1,
      title: said.message.split(/\r?\n/, 1)[0],
      url: commit.html_url,
    },
  };
}
