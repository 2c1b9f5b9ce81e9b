import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { z } from 'zod';
import type { pullRequestReviewPayload } from './payloads';
import { describeChange } from './pullRequest';

type Payload = z.output<typeof pullRequestReviewPayload>;

/**
 * One change fact, which says when a person other than the author looked at it, and when they approved. Of several
 * reviews the store keeps the first as `firstReviewAt`. Reviews of bots, of the author and of nobody known, those after
 * the merge, edits and dismissals ended no waiting, and say nothing.
 */
export function pullRequestReviewFacts(payload: Payload): FactOf<'change'>[] {
  const { action, review, pull_request: change } = payload;
  const reviewedAt = review.submitted_at;
  if (action !== 'submitted' || reviewedAt === undefined) return [];
  if (!isByAnotherPerson(payload)) return [];
  if (change.merged_at !== undefined && reviewedAt > change.merged_at) {
    return [];
  }
  const fact = describeChange(payload);
  const approved = review.state.toLocaleLowerCase('en-US') === 'approved';
  return [
    {
      ...fact,
      data: {
        ...fact.data,
        firstReviewAt: reviewedAt,
        approvedAt: approved ? reviewedAt : undefined,
      },
    },
  ];
}

function isByAnotherPerson({ review, pull_request: change }: Payload): boolean {
  const { user } = review;
  return !!user && user.type !== 'Bot' && user.login !== change.user;
}
