import { generateKeyPairSync } from 'node:crypto';
import type { SchedulerServiceTaskInvocationDefinition } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { makeComponent } from './__testUtils__/startPlugin';
import { createAttribution } from './attribution';
import { readQualityGatesConfig } from './config';
import { createLostRequestSearch } from './createLostRequestSearch';
import {
  startLoopbackSystem,
  type LoopbackSystem,
} from './receive/__testUtils__/loopbackSystem';
import {
  createSqlite,
  type TestDatabase,
} from './store/__testUtils__/testDatabases';
import { createTestStore } from './store/__testUtils__/testStore';

const NOW = Date.UTC(2025, 2, 10, 12);
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const JSON_TYPE = { 'content-type': 'application/json' };
const RUN = '/repos/acme/asks/actions/runs';

describe('createLostRequestSearch', () => {
  let system: LoopbackSystem;
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createSqlite();
    system = await startLoopbackSystem();
    system.answers = {
      '/app/installations': {
        headers: JSON_TYPE,
        body: [{ id: 1, account: { login: 'Acme' } }],
      },
      '/app/installations/1/access_tokens': {
        status: 201,
        headers: JSON_TYPE,
        body: {
          token: 'installation',
          expires_at: new Date(Date.now() + 3_600_000).toISOString(),
          permissions: {},
          repository_selection: 'all',
        },
      },
    };
  });
  afterEach(async () => {
    await system.stop();
    await database.drop();
  });

  /** A replica over a catalog with one repository that asked before and 60 that did not. */
  async function startReplica() {
    const rootConfig = new ConfigReader({
      integrations: {
        github: [
          {
            ...{ host: 'github.com', apiBaseUrl: system.url },
            apps: [
              {
                ...{ appId: 7, privateKey, webhookSecret: 'w' },
                ...{ clientId: 'c', clientSecret: 's' },
              },
            ],
          },
        ],
      },
      qualityGates: {
        sources: { one: { type: 'github' }, two: { type: 'github' } },
      },
    });
    const config = readQualityGatesConfig(rootConfig);
    const store = await createTestStore(database, { now: () => NOW });
    const names = [
      'asks',
      ...Array.from({ length: 60 }, (_, n) => `quiet${n}`),
    ];
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const clock = { now: NOW };
    const attribution = createAttribution({
      catalog: catalogServiceMock({
        entities: names.map(name => makeComponent(name, `Acme/${name}`)),
      }),
      auth: mockServices.auth({ pluginId: 'quality-gates' }),
      ...{ logger, config, now: () => NOW },
    });
    const accepted: string[] = [];
    const tasks: SchedulerServiceTaskInvocationDefinition[] = [];
    await createLostRequestSearch({
      ...{ config, rootConfig, store, attribution, logger },
      now: () => (clock.now += 1),
      scheduler: { scheduleTask: async task => void tasks.push(task) },
      ingest: {
        async accept(delivery) {
          const [answer] = await store.acceptDeliveries([delivery]);
          accepted.push(delivery.source);
          return answer;
        },
      },
    });
    const search = () =>
      tasks[0].fn(new AbortController().signal) as Promise<void>;
    return { store, search, tasks, logger, accepted, clock };
  }

  type Replica = Awaited<ReturnType<typeof startReplica>>;
  const ask = ({ store }: Replica) =>
    store.openAnswer({
      ...{ entityRef: 'component:default/asks', requestKey: 'github:h/o/r/1' },
      ...{ evaluationId: 'e', now: NOW },
    });
  const asked = () => system.asked.filter(url => url.startsWith('/repos/'));

  /** Run 77 of the repository that asked, which waits for our rule. */
  function wait() {
    const page = 'https://github.com/acme/asks';
    Object.assign(system.answers, {
      [RUN]: {
        body: {
          workflow_runs: [
            { id: 77, url: `${system.url}${RUN}/77`, head_sha: 'c0ffee' },
          ],
        },
      },
      [`${RUN}/77/pending_deployments`]: {
        body: [{ environment: { name: 'prod' } }],
      },
      '/repos/acme/asks/environments/prod/deployment_protection_rules': {
        body: {
          custom_deployment_protection_rules: [
            { enabled: true, app: { id: 7 } },
          ],
        },
      },
      '/repos/acme/asks/deployments': {
        body: [
          {
            ...{ id: 1, sha: 'c0ffee', environment: 'prod' },
            created_at: '2025-03-10T12:00:00Z',
          },
        ],
      },
      '/repos/acme/asks/deployments/1/statuses': {
        body: [{ state: 'waiting', log_url: `${page}/actions/runs/77/job/1` }],
      },
      '/repos/acme/asks': { body: { html_url: page } },
    });
  }

  it('asks nothing while nobody asked, and once a host however many sources it has', async () => {
    const { search, tasks } = await startReplica();
    await search();
    expect(system.asked).toEqual([]);
    expect(tasks).toMatchObject([
      { id: 'quality-gates-find-lost-requests-one', scope: 'global' },
    ]);
  });

  it('asks who asked before each time, and 50 of the others in turn', async () => {
    const replica = await startReplica();
    await ask(replica);
    await replica.search();
    expect(asked()).toHaveLength(51);
    expect(asked()[0]).toMatch('/repos/acme/asks/');
    await replica.search();
    expect(asked()).toHaveLength(102);
    expect(new Set(asked()).size).toBe(61);
  });

  it('asks no more until a limit of GitHub ends', async () => {
    const replica = await startReplica();
    await ask(replica);
    const reset = String(NOW / 1000 + 600);
    system.answers[RUN] = {
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
    };
    await replica.search();
    await replica.search();
    expect(asked().filter(url => url.startsWith(RUN))).toHaveLength(1);
    replica.clock.now += 600_000;
    await replica.search();
    expect(asked().filter(url => url.startsWith(RUN))).toHaveLength(2);
    expect(replica.logger.warn).not.toHaveBeenCalled();
  });

  it('makes one request when two replicas search at the same time', async () => {
    const [one, two] = [await startReplica(), await startReplica()];
    await ask(one);
    wait();
    await Promise.all([one.search(), two.search()]);
    expect([...one.accepted, ...two.accepted]).toEqual(['one', 'one']);
    const { rows } = await one.store.listDeliveries({ limit: 10 });
    expect(rows).toMatchObject([
      { source: 'one', kind: 'deployment_protection_rule' },
    ]);
  });
});
