/**
 * The whole flow through the running plugin, from bytes at a door to a number: start here to see what it does.
 */
import { mockServices } from '@backstage/backend-test-utils';
import { listRoutes, type RegisteredRoute } from './__testUtils__/listRoutes';
import {
  makeComponent,
  startPlugin,
  type StartedPlugin,
} from './__testUtils__/startPlugin';

const CHECKOUT = '/entities/component/default/checkout';
const MARCH = 'from=2025-03-01T00:00:00Z&to=2025-04-01T00:00:00Z';
const REPOSITORY = {
  full_name: 'acme/checkout',
  html_url: 'https://github.com/acme/checkout',
  default_branch: 'main',
};
const [FIRST, SECOND] = ['a', 'b'].map(letter => letter.repeat(40));

let plugin: StartedPlugin;
afterEach(() => plugin?.stop());

async function startWithCheckout() {
  plugin = await startPlugin({
    entities: [makeComponent('checkout', 'acme/checkout')],
  });
  await plugin.refreshCatalog();
}

describe('a deployment and its commits, told in JSON and by GitHub', () => {
  const commit = {
    sha: FIRST,
    committedAt: '2025-03-10T09:00:00Z',
    author: 'ada',
  };
  const deployment = {
    id: 'd1',
    entityRef: 'component:default/checkout',
    environment: 'production',
    commit: FIRST,
    status: 'success',
    finishedAt: '2025-03-10T11:00:00Z',
  };
  const push = {
    ref: 'refs/heads/main',
    before: FIRST,
    after: SECOND,
    repository: REPOSITORY,
    commits: [
      {
        id: SECOND,
        message: 'Round prices',
        timestamp: '2025-03-10T10:00:00Z',
        author: { username: 'ben' },
        modified: ['src/price.ts'],
      },
    ],
  };
  const status = {
    action: 'created',
    repository: REPOSITORY,
    deployment: {
      id: 501,
      sha: SECOND,
      environment: 'Prod',
      created_at: '2025-03-10T13:50:00Z',
      updated_at: '2025-03-10T13:50:00Z',
    },
    deployment_status: {
      state: 'success',
      created_at: '2025-03-10T14:00:00Z',
      updated_at: '2025-03-10T14:00:00Z',
    },
  };

  async function sendAll() {
    const sent = [
      await plugin.send('/ingest/commits', {
        repositoryUrl: 'https://github.com/acme/checkout.git',
        branch: 'main',
        commits: [commit],
      }),
      await plugin.send('/ingest/deployments', deployment),
      await plugin.sendWebhook('push', push),
      await plugin.sendWebhook('deployment_status', status),
    ];
    for (const answer of sent) {
      expect([answer.status, answer.body]).toEqual([
        202,
        { deliveryId: expect.any(String), duplicate: expect.any(Boolean) },
      ]);
      const { state } = await plugin.understood(answer, 'reader');
      expect(state).toBe('stored');
    }
  }

  it('become the numbers that one computes by hand', async () => {
    await startWithCheckout();
    await sendAll();
    const { status: code, body } = await plugin.read(
      `${CHECKOUT}/dora?${MARCH}`,
    );
    expect(code).toBe(200);
    expect(body).toMatchObject({
      entityRef: 'component:default/checkout',
      environments: ['production'],
      // Two in the 31 days of March.
      deploymentFrequency: { count: 2, perDay: 2 / 31 },
      // 9:00 to 11:00 is two hours, 10:00 to 14:00 four; the middle is three.
      changeLeadTime: {
        n: 2,
        minSeconds: 7_200,
        medianSeconds: 10_800,
        maxSeconds: 14_400,
      },
      changeFailRate: { ratio: 0, failed: 0, deployments: 2 },
      coverage: { deployments: 2, deploymentsWithCommits: 2 },
    });
    const { body: list } = await plugin.read(`${CHECKOUT}/deployments`);
    expect(list.items).toMatchObject([
      {
        id: '501',
        environment: 'production',
        commits: [{ sha: SECOND, leadTimeSeconds: 14_400 }],
      },
      {
        id: 'd1',
        reportedBy: 'ci',
        commits: [{ sha: FIRST, leadTimeSeconds: 7_200 }],
      },
    ]);
  });

  it('count once, however often they are sent', async () => {
    await startWithCheckout();
    await sendAll();
    const first = await plugin.read(`${CHECKOUT}/dora?${MARCH}`);
    await sendAll();
    const second = await plugin.read(`${CHECKOUT}/dora?${MARCH}`);
    expect(second.body).toEqual(first.body);
  });
});

describe('a pipeline’s trace', () => {
  const nanos = (text: string) => `${Date.parse(text)}000000`;
  const attribute = (key: string, value: string) => ({
    key,
    value: { stringValue: value },
  });
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const [runSpan, taskSpan] = ['b7ad6b7169203331', '00f067aa0ba902b7'];
  const trace = {
    resourceSpans: [
      {
        resource: {
          attributes: [
            attribute(
              'vcs.repository.url.full',
              'https://github.com/acme/checkout',
            ),
          ],
        },
        scopeSpans: [
          {
            spans: [
              {
                traceId,
                spanId: runSpan,
                name: 'RUN build',
                kind: 2,
                startTimeUnixNano: nanos('2025-03-10T09:10:00Z'),
                endTimeUnixNano: nanos('2025-03-10T09:15:00Z'),
                attributes: [
                  attribute('cicd.pipeline.name', 'build'),
                  attribute('cicd.pipeline.run.id', '7001'),
                  attribute('cicd.pipeline.result', 'success'),
                ],
              },
              {
                traceId,
                spanId: taskSpan,
                parentSpanId: runSpan,
                name: 'unit tests',
                kind: 1,
                startTimeUnixNano: nanos('2025-03-10T09:11:00Z'),
                endTimeUnixNano: nanos('2025-03-10T09:13:00Z'),
                attributes: [
                  attribute('cicd.pipeline.task.name', 'unit tests'),
                  attribute('cicd.pipeline.task.run.result', 'success'),
                ],
              },
            ],
          },
        ],
      },
    ],
  };

  it('becomes a run with its tasks and its waterfall', async () => {
    await startWithCheckout();
    const answer = await plugin.send('/otlp/v1/traces', trace);
    expect([answer.status, answer.body]).toEqual([200, {}]);

    const { body: runs } = await plugin.read(`${CHECKOUT}/runs`);
    expect(runs.items).toMatchObject([
      { pipeline: 'build', result: 'success', durationSeconds: 300 },
    ]);
    const path = `${CHECKOUT}/runs/${runs.items[0].id}`;
    const { body: run } = await plugin.read(path);
    expect(run.tasks).toMatchObject([
      { name: 'unit tests', result: 'success', durationSeconds: 120 },
    ]);
    const { body: waterfall } = await plugin.read(`${path}/trace`);
    expect(waterfall).toMatchObject({
      truncated: false,
      spans: [
        { spanId: runSpan, parentSpanId: null, kind: 'run' },
        { spanId: taskSpan, parentSpanId: runSpan, name: 'unit tests' },
      ],
    });
  });
});

describe('a fact of an entity that is not in the catalog', () => {
  it('is kept and listed as unmapped, and its sender can see so', async () => {
    await startWithCheckout();
    const answer = await plugin.send('/ingest/incidents', {
      id: 'INC-1',
      entityRef: 'component:default/nobody',
      openedAt: '2025-03-10T12:00:00Z',
    });
    await expect(plugin.understood(answer)).resolves.toMatchObject({
      id: answer.body.deliveryId,
      source: 'plain/ci',
      kind: 'incidents',
      state: 'unmapped',
      facts: [{ type: 'incident', key: 'plain:ci/INC-1', entityRefs: [] }],
    });
    const { body } = await plugin.read('/unmapped');
    expect(body.items).toMatchObject([
      {
        type: 'incident',
        reason: 'unknown-entity',
        keys: { entityRef: 'component:default/nobody' },
      },
    ]);
    const gone = await plugin.read('/unmapped?reason=entity-gone');
    expect(gone.body.items).toEqual([]);
  });
});

describe('every route', () => {
  /** The routes that the plugin registers, seen by Backstage's router. */
  async function readRoutes(): Promise<RegisteredRoute[]> {
    const httpRouter = mockServices.httpRouter.mock();
    const started = await startPlugin({ features: [httpRouter.factory] });
    await started.stop();
    return httpRouter.use.mock.calls.flatMap(([router]) => listRoutes(router));
  }
  const pathOf = (path: string) =>
    path
      .replace(':kind/:namespace/:name', 'component/default/checkout')
      .replace(':source', 'github')
      .replace(':door', 'deployments')
      .replace(/:\w+/g, 'x');

  it('of doors and pages answers 401 without credentials', async () => {
    const routes = await readRoutes();
    const open = routes.map(({ path }) => path.split('/')[1]);
    expect(new Set(open)).toEqual(
      new Set([
        ...['otlp', 'webhooks', 'ingest', 'deliveries', 'entities', 'dora'],
        ...['unmapped', 'catalog', 'openapi.json', 'evaluations', 'outbox'],
        ...['can-i-deploy', 'policies', 'gate-policy.schema.json'],
        // Backstage's own, for permissions that the plugin registers.
        '.well-known',
      ]),
    );
    await startWithCheckout();
    for (const { method, path } of routes) {
      const asked = plugin.call(method, pathOf(path));
      const { status } = await (method === 'get' ? asked : asked.send({}));
      expect([method, path, status]).toEqual([method, path, 401]);
    }
  });
});

describe('a wrong configuration', () => {
  it.each([
    [{ timezon: 'UTC' }, 'qualityGates.timezon'],
    [{ ingest: { maxBodyMiB: 'a lot' } }, 'qualityGates.ingest.maxBodyMiB'],
    [{ sources: { hub: { type: 'githup' } } }, 'qualityGates.sources.hub'],
  ])('%j stops the start and names the key', async (qualityGates, key) => {
    await expect(startPlugin({ qualityGates })).rejects.toThrow(key);
  });
});

describe('a pipeline that GitHub tells of', () => {
  const run = {
    id: 7002,
    run_attempt: 1,
    status: 'completed',
    conclusion: 'failure',
    head_branch: 'main',
    head_sha: FIRST,
    html_url: 'https://github.com/acme/checkout/actions/runs/7002',
    created_at: '2025-03-10T09:00:00Z',
    run_started_at: '2025-03-10T09:01:00Z',
    updated_at: '2025-03-10T09:09:00Z',
  };
  const payload = {
    action: 'completed',
    repository: REPOSITORY,
    workflow: { name: 'ci' },
    workflow_run: run,
  };
  const job = {
    action: 'completed',
    repository: REPOSITORY,
    workflow_job: {
      id: 9,
      run_id: 7002,
      run_attempt: 1,
      workflow_name: 'ci',
      name: 'unit tests',
      status: 'completed',
      conclusion: 'failure',
      head_branch: 'main',
      head_sha: FIRST,
      created_at: '2025-03-10T09:01:00Z',
      started_at: '2025-03-10T09:02:00Z',
      completed_at: '2025-03-10T09:08:00Z',
    },
  };

  it('has a verdict, a waterfall and numbers, and another verdict once a second attempt passes', async () => {
    await startWithCheckout();
    await plugin.sendWebhook('workflow_run', payload);
    const told = await plugin.sendWebhook('workflow_job', job);
    await plugin.understood(told, 'reader');
    const list = `${CHECKOUT}/runs?attribution=`;
    const [failed] = (await plugin.read(`${list}change`)).body.items;
    expect(failed).toMatchObject({
      pipeline: 'ci',
      attribution: {
        verdict: 'change',
        sentence: 'Failed on 1 of 1 try of aaaaaaa. Decided by “unit tests”.',
      },
      firstFailureSeconds: 420,
    });
    const trace = await plugin.read(`${CHECKOUT}/runs/${failed.id}/trace`);
    expect(trace.body.spans.map((one: { kind: string }) => one.kind)).toEqual([
      'run',
      'queue',
      'job',
      'queue',
    ]);

    const again = { ...run, run_attempt: 2, conclusion: 'success' };
    const passed = await plugin.sendWebhook('workflow_run', {
      ...payload,
      workflow_run: {
        ...again,
        run_started_at: '2025-03-10T09:20:00Z',
        updated_at: '2025-03-10T09:29:00Z',
      },
    });
    await plugin.understood(passed, 'reader');
    expect((await plugin.read(`${list}change`)).body.items).toEqual([]);
    expect((await plugin.read(`${list}flaky`)).body.items).toHaveLength(1);
    const { body } = await plugin.read(`${CHECKOUT}/pipelines?${MARCH}`);
    expect(body.items).toMatchObject([
      {
        pipeline: 'ci',
        scope: 'default-branch',
        n: 2,
        failureRatio: 0.5,
        attribution: { change: 0, platform: 0, flaky: 1, unknown: 0 },
        timeToGreenMedianSeconds: 1200,
        blindReruns: 1,
      },
    ]);
  });
});
