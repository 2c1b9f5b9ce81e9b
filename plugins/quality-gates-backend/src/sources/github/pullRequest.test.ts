import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import merged from './__fixtures__/pull_request.merged.json';
import { github } from './index';

const change = (action: string, rest: object) =>
  github.normalise(
    deliver('pull_request', {
      ...merged,
      action,
      pull_request: { ...merged.pull_request, ...rest },
    }),
  )[0];
const open = { merged: false, merged_at: null, closed_at: null };

describe('pullRequestFacts', () => {
  it("does not take GitHub's test merge for the merge", () => {
    const fact = change('synchronize', open);
    expect(fact).toMatchObject({
      phase: 'executing',
      data: { mergeSha: undefined, mergedAt: undefined, closedAt: undefined },
    });
  });

  it('is over without a merge when it was closed', () => {
    expect(change('closed', { merged_at: null })).toMatchObject({
      phase: 'terminal',
      data: { mergeSha: undefined, mergedAt: undefined },
    });
  });

  it.each([
    ['opened', false, '2025-03-09T09:00:00Z'],
    ['opened', true, undefined],
    ['ready_for_review', false, '2025-03-10T11:59:01Z'],
    ['synchronize', false, undefined],
  ])('%s with draft %s became ready at %s', (action, draft, at) => {
    expect(change(action, { ...open, draft }).data).toHaveProperty(
      'readyAt',
      at && Date.parse(at),
    );
  });
});
