import { runPoller } from '../../receive/__testUtils__/runPoller';
import {
  startLoopbackSystem,
  type LoopbackSystem,
} from '../../receive/__testUtils__/loopbackSystem';
import { gitlab } from './index';

const PROJECT = '/api/v4/projects/acme%2Fpay';
const MERGE_REQUESTS = `${PROJECT}/merge_requests`;
const COMPARE = `${PROJECT}/repository/compare`;

const mergeRequest = (iid: number, updatedAt: string, rest: object = {}) => ({
  iid,
  title: `Change ${iid}`,
  web_url: `https://gitlab.test/acme/pay/-/merge_requests/${iid}`,
  state: 'opened',
  author: { username: 'dana' },
  created_at: '2025-03-09T08:00:00.000Z',
  updated_at: updatedAt,
  sha: `head${iid}`,
  target_branch: 'main',
  user_notes_count: 3,
  ...rest,
});
const commit = (id: string, parents: string[]) => ({
  id,
  parent_ids: parents,
  title: `Change ${id}`,
  author_name: 'Dana',
  committed_date: '2025-03-10T12:00:00.000+00:00',
  web_url: `https://gitlab.test/acme/pay/-/commit/${id}`,
});

describe('polling GitLab', () => {
  let system: LoopbackSystem;
  beforeEach(async () => {
    system = await startLoopbackSystem();
    system.answers = { [MERGE_REQUESTS]: { body: [] } };
  });
  afterEach(() => system.stop());

  const poll = (
    options: {
      state?: Parameters<typeof runPoller>[1]['state'];
      ranges?: { base: string; head: string }[];
      needsPaths?: boolean;
    } = {},
  ) =>
    runPoller(gitlab, {
      section: { host: 'gitlab.test' },
      integrations: {
        gitlab: [
          {
            host: 'gitlab.test',
            apiBaseUrl: `${system.url}/api/v4`,
            baseUrl: 'https://gitlab.test',
            token: 'pat',
          },
        ],
      },
      repository: {
        host: 'gitlab.test',
        path: 'acme/pay',
        unknownRanges: options.ranges ?? [],
        needsPaths: options.needsPaths ?? false,
      },
      state: options.state,
      now: Date.UTC(2025, 2, 10, 13),
    });

  it('tells of a merged request with the times that no webhook gives', async () => {
    const merged = mergeRequest(7, '2025-03-10T12:00:05.000Z', {
      state: 'merged',
      merged_at: '2025-03-10T12:00:00.000Z',
      merge_commit_sha: 'merge7',
    });
    system.answers[MERGE_REQUESTS] = { body: [merged] };
    const { facts, bodies, state } = await poll();
    expect(facts).toMatchObject([
      {
        type: 'change',
        key: 'gitlab.test/acme/pay#7',
        phase: 'terminal',
        at: Date.parse('2025-03-10T12:00:05Z'),
        data: {
          id: '7',
          author: 'dana',
          mergedAt: Date.parse('2025-03-10T12:00:00Z'),
          closedAt: Date.parse('2025-03-10T12:00:00Z'),
          headSha: 'head7',
          mergeSha: 'merge7',
          targetBranch: 'main',
        },
      },
    ]);
    expect(state).toEqual({ asked: [], since: merged.updated_at });
    expect(Object.values(system.headers[0])).toContain('Bearer pat');

    system.answers[MERGE_REQUESTS] = {
      body: [{ ...merged, user_notes_count: 4 }],
    };
    expect((await poll({ state })).bodies).toEqual(bodies);
  });

  it('reads on from the last change of a full page', async () => {
    const all = Array.from({ length: 130 }, (_, index) =>
      mergeRequest(
        index,
        new Date(Date.UTC(2025, 2, 10, 8, index)).toISOString(),
      ),
    );
    const query = (since: string) =>
      `${MERGE_REQUESTS}?state=all&order_by=updated_at&sort=asc&updated_after=${encodeURIComponent(
        since,
      )}&per_page=100&page=1`;
    const first = new Date(Date.UTC(2025, 1, 8, 13)).toISOString();
    system.answers = {
      [query(first)]: { body: all.slice(0, 100) },
      [query(all[99].updated_at)]: { body: all.slice(99) },
    };
    const { facts, state } = await poll();
    expect(new Set(facts.map(({ key }) => key)).size).toBe(130);
    expect(state).toMatchObject({ since: all[129].updated_at });
  });

  it('takes a second page where a whole one changed at one time', async () => {
    const at = '2025-03-10T08:00:00.000Z';
    const page = (n: number) =>
      `${MERGE_REQUESTS}?state=all&order_by=updated_at&sort=asc&updated_after=${encodeURIComponent(
        at,
      )}&per_page=100&page=${n}`;
    system.answers = {
      [page(1)]: {
        body: Array.from({ length: 100 }, (_, iid) => mergeRequest(iid, at)),
      },
      [page(2)]: { body: [mergeRequest(100, at)] },
    };
    const { facts } = await poll({ state: { since: at } });
    expect(facts).toHaveLength(101);
  });

  it('names the commits between two deployments, and whose they are', async () => {
    system.answers[COMPARE] = {
      body: {
        commits: [commit('b', ['older']), commit('c', ['a', 'b'])],
        diffs: [{ diff: 'not kept' }],
      },
    };
    system.answers[`${PROJECT}/repository/merge_base`] = { body: { id: 'a' } };
    for (const sha of ['b', 'c']) {
      system.answers[`${PROJECT}/repository/commits/${sha}/diff`] = {
        body: [{ old_path: `${sha}/old`, new_path: `${sha}/new`, diff: 'x' }],
      };
    }
    const { facts, state } = await poll({
      ranges: [{ base: 'a', head: 'c' }],
      needsPaths: true,
    });
    expect(facts).toMatchObject([
      {
        type: 'commit',
        key: 'b',
        subject: { changedPaths: ['b/old', 'b/new'] },
        data: { parents: ['a'], merge: false, author: 'Dana' },
      },
      { key: 'c', data: { parents: ['a', 'b'], merge: true } },
    ]);
    expect(state).toMatchObject({ asked: ['a...c'] });
  });

  it('gives no comparison up for a project that it may not read', async () => {
    system.answers = {};
    const ranges = [{ base: 'a', head: 'c' }];
    await expect(poll({ ranges })).rejects.toThrow(/may not read it/);
    expect(system.asked.some(url => url.startsWith(COMPARE))).toBe(false);
  });

  it('refuses an answer that is none, naming the field', async () => {
    system.answers[MERGE_REQUESTS] = { body: [{ iid: 'seven' }] };
    await expect(poll()).rejects.toThrow(/GitLab merge requests: 0\.iid/);
  });

  it('stops the start when integrations do not know the host', async () => {
    await expect(
      runPoller(gitlab, { section: { host: 'elsewhere.test' } }),
    ).rejects.toThrow(/integrations\.gitlab has no entry for elsewhere\.test/);
  });
});
