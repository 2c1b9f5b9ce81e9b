import { readingBy } from '../store/__testUtils__/testTraces';
import { mockServices } from '@backstage/backend-test-utils';
import type { SchedulerServiceTaskInvocationDefinition } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { createAttribution } from '../attribution';
import { createPulls } from '../createPulls';
import { readQualityGatesConfig } from '../config';
import { createEnvironments } from '../environments';
import { createIngest, type RunningIngest } from '../ingest';
import { builtinSources, createSourceRegistry } from '../sources';
import {
  createSqlite,
  type TestDatabase,
} from '../store/__testUtils__/testDatabases';
import { CHECKOUT, makeFact, minute } from '../store/__testUtils__/testFacts';
import {
  createTestStore,
  type TestStore,
} from '../store/__testUtils__/testStore';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  startLoopbackSystem,
  type LoopbackSystem,
} from './__testUtils__/loopbackSystem';

const DAY = '2025-03-10';
const COMPARE = '/repos/acme/checkout/compare/aaa...ccc';
const PULLS = '/repos/acme/checkout/pulls';

const commit = (sha: string, parents: string[], time: string) => ({
  sha,
  html_url: `https://github.test/acme/checkout/commit/${sha}`,
  parents: parents.map(one => ({ sha: one, url: 'not read' })),
  author: { login: 'dana' },
  commit: {
    message: `Change ${sha}\n\nbody`,
    author: { name: 'Dana', date: `${DAY}T${time}Z` },
    committer: { name: 'Dana', date: `${DAY}T${time}Z` },
  },
});

const pull = (number: number, updatedAt: string, rest: object = {}) => ({
  number,
  html_url: `https://github.test/acme/checkout/pull/${number}`,
  title: `Pull ${number}`,
  state: 'open',
  created_at: '2025-03-01T08:00:00Z',
  updated_at: updatedAt,
  merged_at: null,
  closed_at: null,
  merge_commit_sha: 'test-merge',
  head: { sha: `head${number}` },
  base: { ref: 'main' },
  user: { login: 'dana' },
  comments_url: 'not read, and free to change',
  ...rest,
});

/** One replica: the real store, ingest and attribution; the scheduler is only its edge. */
async function startReplica(
  github: LoopbackSystem,
  database: TestDatabase,
  settings: { requestsPerRun?: number } = {},
) {
  const rootConfig = new ConfigReader({
    integrations: {
      github: [{ host: 'github.test', apiBaseUrl: github.url, token: 'pat' }],
    },
    qualityGates: {
      sources: {
        ghe: { type: 'github', host: 'github.test', poll: { ...settings } },
      },
    },
  });
  const config = readQualityGatesConfig(rootConfig);
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const clock = { now: minute(60) };
  const now = () => clock.now;
  const store = await createTestStore(database, { now });
  const registry = createSourceRegistry(builtinSources);
  const attribution = createAttribution({
    catalog: catalogServiceMock({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'checkout',
            namespace: 'default',
            annotations: {
              'backstage.io/source-location':
                'url:https://github.test/acme/checkout/tree/main/',
            },
          },
        },
      ],
    }),
    auth: mockServices.auth({ pluginId: 'quality-gates' }),
    logger,
    config,
    now,
  });
  await attribution.refresh();
  const counters = {
    accepted: () => {},
    rejected: () => {},
    unmapped: () => {},
  };
  const ingest = createIngest({
    store,
    sourceOf: registry.instances(config),
    applyRules: facts => [...facts],
    readTrace: readingBy(() => []),
    attribute: attribution.attribute,
    onNoMatch: () => {},
    ensureRefs: attribution.ensureRefs,
    environments: createEnvironments(config.environments),
    counters,
    logger,
  });
  const tasks = new Map<string, SchedulerServiceTaskInvocationDefinition>();
  await createPulls({
    config,
    rootConfig,
    sources: registry.list(),
    scheduler: { scheduleTask: async task => void tasks.set(task.id, task) },
    events: mockServices.events.mock(),
    store,
    attribution,
    ingest,
    counters,
    logger,
    now,
  });
  const task = tasks.get('quality-gates-poll-ghe')!;
  const poll = (signal = new AbortController().signal) =>
    task.fn(signal) as Promise<void>;
  return { store, ingest, poll, clock, logger, task };
}

/** Waits until nothing is `received` any more. */
async function settle(store: TestStore, ingest: RunningIngest) {
  for (let tries = 0; tries < 200; tries += 1) {
    ingest.wake();
    await new Promise(resolve => setTimeout(resolve, 10));
    const { rows } = await store.listDeliveries({
      state: 'received',
      limit: 1,
    });
    if (rows.length === 0) return;
  }
  throw new Error('Deliveries are still not understood');
}

const deployment = (id: string, sha: string, at: number) => ({
  fact: makeFact('deployment', id, {
    id,
    environment: 'production',
    commit: sha,
    status: 'success',
    result: 'success',
    reachedEnvironment: true,
    finishedAt: at,
  }),
  attribution: { entityRefs: [CHECKOUT] },
});

describe('polling GitHub', () => {
  let github: LoopbackSystem;
  let database: TestDatabase;
  const running: RunningIngest[] = [];
  const replica = async (settings = {}) => {
    const started = await startReplica(github, database, settings);
    running.push(started.ingest);
    return started;
  };

  beforeEach(async () => {
    github = await startLoopbackSystem();
    github.answers = { [PULLS]: { body: [] } };
    database = await createSqlite();
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(one => one.stop()));
    await database.drop();
    await github.stop();
  });

  it('finds the commits of a deployment that no push told of', async () => {
    const { store, ingest, poll, task } = await replica();
    await store.tell([
      deployment('one', 'aaa', minute(0)),
      deployment('two', 'ccc', minute(30)),
    ]);
    github.answers[COMPARE] = {
      body: {
        status: 'ahead',
        total_commits: 2,
        merge_base_commit: { sha: 'aaa' },
        // A branch that left the main line before the first deployment.
        commits: [
          commit('bbb', ['older'], '12:05:00'),
          commit('ccc', ['aaa', 'bbb'], '12:10:00'),
        ],
        files: [{ filename: 'large.txt', patch: 'not kept' }],
      },
    };
    await poll();
    await settle(store, ingest);
    const { rows } = await store.listDeployments({
      entityRef: CHECKOUT,
      limit: 10,
    });
    expect(rows[0]).toMatchObject({ key: 'two', commitsFrom: 'pushes' });
    const [{ changes }] = await store.readChangesOf({
      entityRef: CHECKOUT,
      deploymentKeys: ['two'],
    });
    expect(changes).toMatchObject([
      { sha: 'bbb', author: 'dana', committedAt: minute(5) },
    ]);
    expect(github.headers[0].authorization).toMatch(/pat$/);
    expect(task).toMatchObject({ scope: 'global' });
  });

  it('asks for a comparison once, also when it brings nothing', async () => {
    const { store, poll } = await replica();
    await store.tell([
      deployment('one', 'aaa', minute(0)),
      deployment('two', 'ccc', minute(30)),
    ]);
    await poll();
    await poll();
    expect(github.asked.filter(url => url.startsWith(COMPARE))).toHaveLength(1);
  });

  it('stores a pull request once, however often it is polled', async () => {
    const { store, ingest, poll } = await replica();
    github.answers[PULLS] = { body: [pull(7, '2025-03-10T11:00:00Z')] };
    await poll();
    github.answers[PULLS] = {
      body: [pull(7, '2025-03-10T11:00:00Z', { comments_url: 'changed' })],
    };
    await poll();
    await settle(store, ingest);
    const { rows } = await store.listDeliveries({ limit: 10 });
    expect(rows).toMatchObject([
      {
        source: 'ghe',
        kind: 'pull_request',
        state: 'stored',
        facts: [
          {
            type: 'change',
            key: 'github.test/acme/checkout#7',
            entityRefs: [CHECKOUT],
          },
        ],
      },
    ]);
  });

  it('reads page after page, and next time only what changed since', async () => {
    const { store, poll } = await replica();
    const page = (n: number) =>
      `${PULLS}?state=all&sort=updated&direction=desc&per_page=100&page=${n}`;
    const hundred = Array.from({ length: 100 }, (_, index) =>
      pull(index + 2, '2025-03-10T11:00:00Z'),
    );
    github.answers = {
      [page(1)]: { body: hundred },
      [page(2)]: {
        body: [
          pull(1, '2025-03-05T11:00:00Z'),
          pull(0, '2024-03-05T11:00:00Z'),
        ],
      },
    };
    await poll();
    expect(await store.listDeliveries({ limit: 200 })).toHaveProperty(
      'rows.length',
      101,
    );
    github.answers[page(1)] = { body: [pull(1, '2025-03-10T12:00:00Z')] };
    await poll();
    expect(github.asked).toEqual([page(1), page(2), page(1)]);
  });

  it('goes on with the next page after a run that broke off', async () => {
    const first = await replica();
    const page = (n: number) =>
      `${PULLS}?state=all&sort=updated&direction=desc&per_page=100&page=${n}`;
    github.answers = {
      [page(1)]: {
        body: Array.from({ length: 100 }, (_, index) =>
          pull(index, '2025-03-10T11:00:00Z'),
        ),
      },
      [page(2)]: { status: 502 },
    };
    await first.poll();
    expect(first.logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/Could not poll ghe: .*answered 502/),
    );
    await first.poll();
    expect(first.logger.warn).toHaveBeenCalledTimes(1);

    const second = await replica();
    github.answers[page(2)] = { body: [pull(200, '2025-03-10T10:00:00Z')] };
    await second.poll();
    expect(github.asked).toEqual([page(1), page(2), page(2), page(2)]);
    const { rows } = await second.store.listDeliveries({ limit: 200 });
    expect(rows).toHaveLength(101);
    expect(second.logger.info).toHaveBeenCalledWith('Can poll ghe again');
    expect(await second.store.readPollStates('ghe')).toMatchObject([
      { target: '', problem: null },
      { target: 'github.test/acme/checkout', problem: null },
    ]);
  });

  it('waits until the rate limit ends', async () => {
    const { poll, clock, logger } = await replica();
    const reset = String(clock.now / 1000 + 600);
    github.answers[PULLS] = {
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
    };
    await poll();
    clock.now += 599_000;
    await poll();
    expect(github.asked).toHaveLength(1);
    clock.now += 1_000;
    await poll();
    expect(github.asked).toHaveLength(2);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('follows no redirect, and says so once', async () => {
    const { poll, store, logger } = await replica();
    github.answers[PULLS] = {
      status: 301,
      headers: { location: '/elsewhere' },
    };
    await poll();
    await poll();
    expect(github.asked.every(url => url.startsWith(PULLS))).toBe(true);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(await store.readPollStates('ghe')).toMatchObject([
      { target: '', problem: null },
      {
        target: 'github.test/acme/checkout',
        problem: expect.stringContaining('redirect (301)'),
      },
    ]);
  });

  it('stores everything once when two replicas poll at the same time', async () => {
    const [one, two] = [await replica(), await replica()];
    github.answers[PULLS] = { body: [pull(7, '2025-03-10T11:00:00Z')] };
    await Promise.all([one.poll(), two.poll()]);
    const { rows } = await one.store.listDeliveries({ limit: 10 });
    expect(rows).toHaveLength(1);
  });
});
