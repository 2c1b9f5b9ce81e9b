import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import mergeRequest from './__fixtures__/merge_request.merge.json';
import { gitlab } from './index';

const tell = (attributes: object, context: object = {}) =>
  gitlab.normalise(
    deliver('Merge Request Hook', {
      ...mergeRequest,
      ...context,
      object_attributes: { ...mergeRequest.object_attributes, ...attributes },
    }),
  )[0] as FactOf<'change'>;
const opened = { state: 'opened', action: 'open' };
const openedAt = Date.parse('2025-03-09T09:00:00Z');
const updatedAt = Date.parse('2025-03-10T11:59:00Z');

describe('mergeRequestFacts', () => {
  it.each([
    ['opened', 'open', 'executing', undefined, undefined],
    ['opened', 'reopen', 'executing', undefined, undefined],
    ['opened', 'update', 'executing', undefined, undefined],
    ['locked', 'update', 'executing', undefined, undefined],
    ['closed', 'close', 'terminal', undefined, updatedAt],
    ['merged', 'merge', 'terminal', updatedAt, updatedAt],
    ['merged', 'update', 'terminal', undefined, undefined],
  ])(
    '%s by %s is %s, merged at %s, closed at %s',
    (state, action, phase, mergedAt, closedAt) => {
      expect(tell({ state, action })).toMatchObject({
        phase,
        data: { mergedAt, closedAt },
      });
    },
  );

  it('has a merge commit only once merged, and the squashed one when there is no other', () => {
    expect(tell(opened).data.mergeSha).toBeUndefined();
    const squashed = {
      merge_commit_sha: null,
      squash_commit_sha: 'f0'.repeat(20),
    };
    expect(tell(squashed).data.mergeSha).toBe(squashed.squash_commit_sha);
  });

  it('names the author only where that is who caused the event', () => {
    const user = { id: 5, username: 'ana' };
    expect(tell(opened, { user }).data.author).toBe('ana');
    expect(tell(opened).data.author).toBeUndefined();
  });

  it('became ready when opened as no draft, or when it left draft', () => {
    expect(tell(opened).data.readyAt).toBe(openedAt);
    expect(tell({ ...opened, draft: true }).data.readyAt).toBeUndefined();
    const update = { state: 'opened', action: 'update' };
    const changed = (current: boolean) =>
      tell(update, { changes: { draft: { previous: !current, current } } });
    expect(changed(false).data.readyAt).toBe(updatedAt);
    expect(changed(true).data.readyAt).toBeUndefined();
    expect(tell(update).data.readyAt).toBeUndefined();
  });
});
