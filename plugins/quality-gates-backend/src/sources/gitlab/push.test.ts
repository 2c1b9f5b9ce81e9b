import type { FactOf } from '@quality-gates/backstage-plugin-quality-gates-node';
import { deliver } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import push from './__fixtures__/push.main.json';
import { gitlab } from './index';

const [one] = push.commits;
const tell = (rest: object) =>
  gitlab.normalise(
    deliver('Push Hook', { ...push, ...rest }),
  ) as FactOf<'commit'>[];
const parentsOf = (rest: object) => tell(rest).map(({ data }) => data.parents);
const [before, first] = [push.before, one.id];

describe('pushFacts', () => {
  it('gives the first commit of a new branch no parent', () => {
    expect(parentsOf({ before: '0'.repeat(40) })).toEqual([[], [first]]);
  });

  it('passes over no commit that GitLab left out of the list', () => {
    expect(parentsOf({ total_commits_count: 2 })).toEqual([[before], [first]]);
    expect(parentsOf({ total_commits_count: 21 })).toEqual([[], [first]]);
  });

  it.each([[one.timestamp], ['2025-03-10T11:59:00Z']])(
    'believes the default branch over any other, for a commit of %s',
    timestamp => {
      const commits = [{ ...one, timestamp }];
      const [side] = tell({ ref: 'refs/heads/retry', commits });
      const [main] = tell({ commits });
      expect(main.at).toBe(side.at);
      expect([side.phase, main.phase]).toEqual(['executing', 'terminal']);
      const [merged] = tell({ commits: [...commits, push.commits[1]] });
      expect(merged.at).toBeGreaterThanOrEqual(side.at);
      expect(merged.phase).toBe('terminal');
    },
  );

  it('takes the branch with slashes', () => {
    const [fact] = tell({ ref: 'refs/heads/feature/x' });
    expect(fact.data.branch).toBe('feature/x');
  });

  it.each([
    ["Merge branch 'retry' into 'main'\n\nSee merge request a/b!1", true],
    ["Merge remote-tracking branch 'origin/main'", true],
    ['Merge sort instead of quick sort', false],
    ['Revert "Merge branch"', false],
  ])('by its title, %j is a merge: %s', (message, merge) => {
    const [fact] = tell({ commits: [{ ...one, message }] });
    expect(fact.data.merge).toBe(merge);
  });

  it('says nothing for a push without commits', () => {
    expect(tell({ commits: [] })).toEqual([]);
  });

  it('says nothing for a ref that is no branch', () => {
    expect(tell({ ref: 'refs/tags/v1.4.0' })).toEqual([]);
  });
});
