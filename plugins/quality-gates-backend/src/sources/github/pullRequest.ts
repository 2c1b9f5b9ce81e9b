import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { pullRequestPayload } from './payloads';

/**
 * One change fact. `merge_commit_sha` counts only once merged: before, it is GitHub's test merge. When a change became
 * ready is said by two actions only: it left draft now, or it was opened without being one.
 */
export function pullRequestFacts(
  payload: z.output<typeof pullRequestPayload>,
): FactOf<'change'>[] {
  const { repository, pull_request: change, action } = payload;
  const { host, path } = repository.identity;
  const merged = change.merged_at !== undefined;
  return [
    {
      type: 'change',
      key: `${host}/${path}#${change.number}`,
      subject: { repository: repository.identity },
      channel: 'webhook',
      at: change.updated_at,
      phase: change.closed_at === undefined ? 'executing' : 'terminal',
      data: {
        id: String(change.number),
        url: change.html_url,
        title: change.title,
        author: change.user,
        openedAt: change.created_at,
        readyAt: readyAt(action, change),
        mergedAt: change.merged_at,
        closedAt: change.closed_at,
        headSha: change.head.sha,
        mergeSha: merged ? change.merge_commit_sha : undefined,
        targetBranch: change.base.ref,
      },
    },
  ];
}

function readyAt(
  action: string,
  change: z.output<typeof pullRequestPayload>['pull_request'],
) {
  if (action === 'ready_for_review') return change.updated_at;
  if (action === 'opened' && change.draft === false) return change.created_at;
  return undefined;
}
