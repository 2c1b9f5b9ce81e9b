import { runPoller } from '../../receive/__testUtils__/runPoller';
import {
  startLoopbackSystem,
  type LoopbackSystem,
} from '../../receive/__testUtils__/loopbackSystem';
import { github } from './index';

const REPOSITORY = '/repos/acme/mono';
const COMPARE = `${REPOSITORY}/compare/a...c`;

const commit = (sha: string, parents: string[], rest: object = {}) => ({
  sha,
  html_url: `https://github.com/acme/mono/commit/${sha}`,
  parents: parents.map(one => ({ sha: one })),
  author: null,
  commit: {
    message: `Change ${sha}`,
    author: { name: 'Dana' },
    committer: { date: '2025-03-10T12:00:00Z' },
  },
  ...rest,
});

describe('polling GitHub for one repository', () => {
  let system: LoopbackSystem;
  beforeEach(async () => {
    system = await startLoopbackSystem();
    system.answers = { [`${REPOSITORY}/pulls`]: { body: [] } };
  });
  afterEach(() => system.stop());

  const poll = (needsPaths = false) =>
    runPoller(github, {
      integrations: {
        github: [{ host: 'github.com', apiBaseUrl: system.url, token: 'pat' }],
      },
      repository: {
        host: 'github.com',
        path: 'acme/mono',
        unknownRanges: [{ base: 'a', head: 'c' }],
        needsPaths,
      },
      now: Date.UTC(2025, 2, 10, 13),
    });
  const comparison = (commits: object[], total = commits.length) => ({
    body: {
      total_commits: total,
      merge_base_commit: { sha: 'a' },
      commits,
    },
  });

  it('asks for the files of each commit where several entities share it', async () => {
    const [b, c] = [commit('b', ['a']), commit('c', ['b'])];
    system.answers[COMPARE] = comparison([b, c]);
    system.answers[`${REPOSITORY}/commits/b`] = {
      body: { ...b, files: [{ filename: 'cart/main.go', patch: 'x' }] },
    };
    system.answers[`${REPOSITORY}/commits/c`] = {
      body: {
        ...c,
        files: [{ filename: 'search/b.go', previous_filename: 'cart/a.go' }],
      },
    };
    const { facts, bodies } = await poll(true);
    expect(facts.map(({ subject }) => subject.changedPaths)).toEqual([
      ['cart/main.go'],
      ['cart/a.go', 'search/b.go'],
    ]);
    expect(bodies.join()).not.toContain('patch');
  });

  it('reads all pages of a comparison', async () => {
    const page = (n: number) => `${COMPARE}?per_page=100&page=${n}`;
    const all = Array.from({ length: 150 }, (_, index) =>
      commit(`s${index}`, [index ? `s${index - 1}` : 'a']),
    );
    system.answers[page(1)] = comparison(all.slice(0, 100), 150);
    system.answers[page(2)] = comparison(all.slice(100), 150);
    const { facts } = await poll();
    expect(facts).toHaveLength(150);
  });

  it.each([
    ['too large a comparison', comparison([commit('c', ['a'])], 2_001)],
    ['one with commits left out', comparison([], 3)],
    ['one whose commits are gone', { status: 404 }],
  ])('says nothing of %s, and asks no more', async (_, answer) => {
    system.answers[COMPARE] = answer;
    const { facts, state } = await poll();
    expect(facts).toEqual([]);
    expect(state).toMatchObject({ asked: ['a...c'] });
  });

  it('gives no comparison up for a repository that it may not read', async () => {
    system.answers = {};
    await expect(poll()).rejects.toThrow(/may not read it/);
    expect(system.asked.some(url => url.startsWith(COMPARE))).toBe(false);
  });

  it('refuses an answer that is none, naming the field', async () => {
    system.answers[COMPARE] = { body: { commits: [] } };
    await expect(poll()).rejects.toThrow(/GitHub comparison: total_commits/);
  });
});
