import { mockServices } from '@backstage/backend-test-utils';
import { makePolicy, reportedGate } from './__testUtils__/makePolicy';
import {
  makeComponent,
  startPlugin,
  type StartedPlugin,
} from './__testUtils__/startPlugin';
import {
  startLoopbackGithub,
  type LoopbackGithub,
} from './notify/notifiers/github-protection-rule/__testUtils__/loopbackGithub';

const TOKEN = 'an-ingest-token-for-tests';
const RECONCILE = 'quality-gates-reconcile-protection-rules';

/** Resolves once it holds. */
async function until(test: () => boolean | Promise<boolean>) {
  for (let tries = 0; tries < 200; tries++) {
    if (await test()) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('It never came to that');
}

describe('a deployment that GitHub asks about', () => {
  let github: LoopbackGithub;
  let plugin: StartedPlugin;
  const audited: object[] = [];
  let reconcile: () => Promise<void>;

  beforeEach(async () => {
    audited.length = 0;
    github = await startLoopbackGithub();
    plugin = await startPlugin({
      entities: [makeComponent('payments', 'acme/payments')],
      integrations: {
        github: [
          { host: 'github.com', apiBaseUrl: github.url, token: 'a-token' },
        ],
      },
      qualityGates: {
        ingest: {
          tokens: [{ name: 'ci', token: TOKEN, allow: ['ingest', 'evaluate'] }],
        },
        environments: [
          { name: 'production', tier: 'production', aliases: ['prod'] },
        ],
        policies: [
          makePolicy([
            reportedGate,
            {
              id: 'release',
              type: 'approval',
              phase: 'pre-deploy',
              with: { from: ['group:default/leads'], count: 1 },
            },
          ]),
        ],
      },
      features: [
        mockServices.auditor.mock({
          async createEvent({ eventId, severityLevel, meta }) {
            audited.push({ eventId, severityLevel, meta });
            return { success: async () => {}, fail: async () => {} };
          },
        }).factory,
        mockServices.scheduler.mock({
          async scheduleTask({ id, fn }) {
            if (id !== RECONCILE) return;
            reconcile = async () => fn(AbortSignal.timeout(10_000));
          },
        }).factory,
      ],
    });
    await plugin.refreshCatalog();
    const callback = `${github.url}/repos/Acme/Payments/actions/runs/77/deployment_protection_rule`;
    const at = new Date().toISOString();
    await plugin.sendWebhook('deployment_protection_rule', {
      action: 'requested',
      environment: 'prod',
      event: 'push',
      deployment_callback_url: callback,
      deployment: {
        ...{ id: 502, sha: 'b2b2b2b2b2b2', ref: 'v1.5.0', task: 'deploy' },
        ...{ environment: 'prod', created_at: at, updated_at: at },
        creator: { login: 'github-actions[bot]' },
      },
      pull_requests: [{ number: 42, user: { login: 'Ben' } }],
      sender: { login: 'ana' },
      repository: {
        full_name: 'Acme/Payments',
        html_url: 'https://github.com/Acme/Payments',
        default_branch: 'main',
      },
    });
  });
  afterEach(async () => {
    await plugin.stop();
    await github.stop();
  });

  const asked = async () =>
    (await plugin.read('/entities/component/default/payments/evaluations')).body
      .items[0];
  const report = (outcome: string) =>
    plugin.send('/ingest/gate-outcomes', {
      ...{ entityRef: 'component:default/payments', gate: 'contracts' },
      ...{ environment: 'production', version: 'v1.5.0', outcome },
      at: new Date().toISOString(),
    });

  it('is reported on while it waits, and rejected once a gate has failed', async () => {
    await until(() => github.taken.length > 0);
    expect(github.taken[0]).toMatchObject({ environment_name: 'prod' });
    expect(github.taken[0]).not.toHaveProperty('state');
    expect(await asked()).toMatchObject({
      decision: 'wait',
      version: 'v1.5.0',
      requestedBy: { login: 'ana' },
    });
    await report('fail');
    await until(() => github.taken.some(({ state }) => state === 'rejected'));
    expect(audited).toEqual([]);
  });

  it('is kept in the audit log, loudly, when somebody let it through past the gates', async () => {
    await until(() => github.taken.length > 0);
    const { id } = await asked();
    github.waiting = [];
    github.reviews = [
      {
        ...{ state: 'approved', comment: 'It has to go out' },
        environments: [{ id: 1, name: 'prod' }],
        user: { login: 'grace' },
      },
    ];
    await reconcile();
    expect(audited).toMatchObject([
      {
        eventId: 'deployment-request',
        severityLevel: 'high',
        meta: {
          ...{ actionType: 'approved', by: 'grace', environment: 'prod' },
          ...{ comment: 'It has to go out', evaluationId: id },
          entityRef: 'component:default/payments',
        },
      },
    ]);
    await report('fail');
    await until(async () => (await asked()).decision === 'deny');
    expect(github.taken.some(({ state }) => state === 'rejected')).toBe(false);
  });
});
