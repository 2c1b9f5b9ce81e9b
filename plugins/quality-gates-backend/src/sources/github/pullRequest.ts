import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { ChangePayload, pullRequestPayload } from './payloads';

/** One change fact. When it became ready is said by two actions only: it left draft, or was opened without being one. */
export function pullRequestFacts(
  payload: z.output<typeof pullRequestPayload>,
): FactOf<'change'>[] {
  const change = describeChange(payload);
  return [{ ...change, data: { ...change.data, readyAt: readyAt(payload) } }];
}

/** What every event of a pull request says. `merge_commit_sha` counts only once merged: before, it is a test merge. */
export function describeChange({
  repository,
  pull_request: change,
}: ChangePayload): FactOf<'change'> {
  const { host, path } = repository.identity;
  const merged = change.merged_at !== undefined;
  return {
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
      mergedAt: change.merged_at,
      closedAt: change.closed_at,
      headSha: change.head.sha,
      mergeSha: merged ? change.merge_commit_sha : undefined,
      targetBranch: change.base.ref,
    },
  };
}

function readyAt({
  action,
  pull_request: change,
}: z.output<typeof pullRequestPayload>) {
  if (action === 'ready_for_review') return change.updated_at;
  if (action === 'opened' && change.draft === false) return change.created_at;
  return undefined;
}
