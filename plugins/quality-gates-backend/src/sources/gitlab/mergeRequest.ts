import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { mergeRequestPayload } from './payloads';

type Payload = z.output<typeof mergeRequestPayload>;

/**
 * One change fact. GitLab gives no time of merging and closing: the message that says so was caused by it, so its
 * `updated_at` is that time; any later message of a merged request says nothing about it.
 */
export function mergeRequestFacts(payload: Payload): FactOf<'change'>[] {
  const { object_attributes: change, project } = payload;
  const { host, path } = project.web_url.identity;
  const { action, updated_at: at } = change;
  const merged = action === 'merge';
  return [
    {
      type: 'change',
      key: `${host}/${path}#${change.iid}`,
      subject: { repository: project.web_url.identity },
      channel: 'webhook',
      at,
      phase: ['merged', 'closed'].includes(change.state)
        ? 'terminal'
        : 'executing',
      data: {
        id: String(change.iid),
        url: change.url,
        title: change.title,
        author: authorOf(payload),
        openedAt: change.created_at,
        readyAt: readyAt(payload),
        mergedAt: merged ? at : undefined,
        closedAt: merged || action === 'close' ? at : undefined,
        headSha: change.last_commit?.id,
        mergeSha:
          change.state === 'merged'
            ? change.merge_commit_sha ?? change.squash_commit_sha
            : undefined,
        targetBranch: change.target_branch,
      },
    },
  ];
}

/** The event names who caused it, and of the author only the id. */
function authorOf({ user, object_attributes: change }: Payload) {
  const { author_id } = change;
  return author_id && user?.id === author_id ? user.username : undefined;
}

/** Said by two messages only: it left draft now, or it was opened without being one. */
function readyAt({ object_attributes: change, changes }: Payload) {
  const left = changes?.draft ?? changes?.work_in_progress;
  if (left?.current === false) return change.updated_at;
  const draft = change.draft ?? change.work_in_progress;
  return change.action === 'open' && draft === false
    ? change.created_at
    : undefined;
}
