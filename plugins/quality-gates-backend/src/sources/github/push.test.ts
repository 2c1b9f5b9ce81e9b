import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import pushMain from './__fixtures__/push.main.json';
import { github } from './index';

const ZERO = '0'.repeat(40);
const commit = (id: string, rest: object = {}) => ({
  id,
  distinct: true,
  message: `Change ${id}`,
  timestamp: '2025-03-10T08:00:00Z',
  ...rest,
});
const push = (rest: object) =>
  github.normalise(deliver('push', { ...pushMain, ...rest }));
const parentsOf = (rest: object) =>
  Object.fromEntries(
    push(rest).map(fact => [
      fact.key,
      fact.type === 'commit' ? fact.data.parents : undefined,
    ]),
  );

describe('pushFacts', () => {
  it('gives the first commit of a new branch no parent', () => {
    expect(
      parentsOf({ before: ZERO, commits: [commit('a'), commit('b')] }),
    ).toEqual({ a: [], b: ['a'] });
  });

  it('gives the first commit of a forced push no parent, as before is no ancestor', () => {
    expect(
      parentsOf({ before: 'x', forced: true, commits: [commit('a')] }),
    ).toEqual({ a: [] });
  });

  it('takes commits of the default branch that another branch brought first', () => {
    expect(
      parentsOf({
        before: 'x',
        commits: [commit('a', { distinct: false }), commit('b')],
      }),
    ).toEqual({ a: ['x'], b: ['a'] });
  });

  it('leaves commits of another branch to the push that brought them, and keeps the way to them', () => {
    expect(
      parentsOf({
        ref: 'refs/heads/release/1.4',
        before: 'x',
        commits: [
          commit('a', { distinct: false }),
          commit('b', { distinct: false }),
          commit('m', { message: "Merge branch 'main' into release/1.4" }),
          commit('n'),
        ],
      }),
    ).toEqual({ m: ['x', 'b'], n: ['m'] });
  });

  it('believes the default branch over any other, whichever is delivered first', () => {
    const side = push({
      ref: 'refs/heads/retry',
      before: ZERO,
      commits: [commit('a')],
    });
    const main = push({ commits: [commit('a', { distinct: false })] });
    expect(main[0].at).toBeGreaterThan(side[0].at);
  });

  it('takes the branch with slashes, and the default branch for granted when it is not sent', () => {
    const { default_branch, ...repository } = pushMain.repository;
    expect(default_branch).toBe('main');
    const [fact] = push({
      ref: 'refs/heads/feature/x',
      repository,
      commits: [commit('a', { distinct: false })],
    });
    expect(fact.data).toMatchObject({ branch: 'feature/x' });
  });

  it.each([
    ['Merge pull request #1 from a/b\n\nTitle', true],
    ["Merge branch 'main' into x", true],
    ["Merge remote-tracking branch 'origin/main'", true],
    ['Merge sort instead of quick sort', false],
    ['Revert "Merge branch"', false],
  ])('by its title, %j is a merge: %s', (message, merge) => {
    const [fact] = push({ commits: [commit('a', { message })] });
    expect(fact.data).toMatchObject({ merge });
  });

  it('says nothing for a push without commits', () => {
    expect(push({ commits: [] })).toEqual([]);
  });
});
