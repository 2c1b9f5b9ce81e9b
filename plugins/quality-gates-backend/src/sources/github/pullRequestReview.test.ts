import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import approved from './__fixtures__/pull_request_review.approved.json';
import { github } from './index';

const reviewedAt = Date.parse('2025-03-10T11:30:00Z');
const said = (
  rest: { action?: string; review?: object; pull_request?: object } = {},
) =>
  github.normalise(
    deliver('pull_request_review', {
      ...approved,
      action: rest.action ?? 'submitted',
      review: { ...approved.review, ...rest.review },
      pull_request: { ...approved.pull_request, ...rest.pull_request },
    }),
  );

describe('pullRequestReviewFacts', () => {
  it.each(['commented', 'changes_requested'])(
    'takes a review that %s for a review and no approval',
    state => {
      expect(said({ review: { state } })).toMatchObject([
        { data: { firstReviewAt: reviewedAt, approvedAt: undefined } },
      ]);
    },
  );

  it.each([
    ['a bot', { review: { user: { login: 'lint[bot]', type: 'Bot' } } }],
    ['the author', { review: { user: { login: 'ana', type: 'User' } } }],
    ['a deleted account', { review: { user: null } }],
  ])('does not end the waiting by a review of %s', (_, rest) => {
    expect(said(rest)).toEqual([]);
  });

  it.each(['edited', 'dismissed'])('says nothing when it was %s', action => {
    expect(said({ action })).toEqual([]);
  });

  it('says nothing of a review after the merge, and counts one before it', () => {
    const merged = (at: string) => said({ pull_request: { merged_at: at } });
    expect(merged('2025-03-10T11:29:59Z')).toEqual([]);
    expect(merged('2025-03-10T11:31:00Z')).toHaveLength(1);
  });
});
