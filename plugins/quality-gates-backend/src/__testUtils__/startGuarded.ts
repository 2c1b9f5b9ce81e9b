import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  startLoopbackGithub,
  type LoopbackGithub,
} from '../notify/notifiers/github-protection-rule/__testUtils__/loopbackGithub';
import { makePolicy } from './makePolicy';
import { makeComponent, startPlugin, type StartedPlugin } from './startPlugin';

const SECRET = 'the-secret-of-the-github-app';
const READ_TOKEN = 'a-static-token-that-backstage-knows';
const ENTITY = 'component:default/payments';

/** A token that must reach nobody but GitHub. */
export const GITHUB_TOKEN = 'loopback-token';
/** Whose rule it is, where the plugin is a GitHub App. */
export const GITHUB_APP = 7;
const APP = {
  appId: GITHUB_APP,
  clientId: 'client',
  clientSecret: 'client-secret',
  webhookSecret: SECRET,
  privateKey: generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey,
};
/** Gates that believe what is reported under their names, more than a status report has room for. */
export const GATES = Array.from(
  { length: 20 },
  (_, n) => `a-gate-whose-name-takes-as-much-room-as-it-may-${n}`,
);

/** What {@link startGuarded} kept of the audit log. */
export interface Audited {
  readonly eventId: string;
  readonly severityLevel?: string;
  readonly meta?: object;
}

/**
 * A plugin that guards the environment `prod` of a repository on a GitHub of the loopback interface, over a database
 * that outlives it, so that it can be stopped and started again. With `app` it is GitHub App {@link GITHUB_APP} there,
 * and has a token otherwise.
 */
export async function startGuarded({
  repository = 'Acme/Payments',
  run = '77',
  app = false,
} = {}) {
  const path = `/repos/${repository}/actions/runs/${run}`;
  const github = await startLoopbackGithub(path);
  const folder = await mkdtemp(join(tmpdir(), 'quality-gates-guarded-'));
  const audited: Audited[] = [];
  const start = () => startOn({ github, folder, audited, repository, app });
  let plugin = await start();
  return {
    github,
    audited,
    callbackUrl: `${github.url}${path}/deployment_protection_rule`,
    ...doorsOf(() => plugin),
    async restart() {
      await plugin.stop();
      plugin = await start();
    },
    async stop() {
      await plugin.stop();
      await github.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function doorsOf(plugin: () => StartedPlugin) {
  return {
    read: (path: string) => plugin().read(path),
    understood: (answer: { body: { deliveryId: string } }) =>
      plugin().understood(answer, 'reader'),
    /** Posts bytes as GitHub does; signed for other bytes if told so. */
    post: (body: string, id: string, signed = body) =>
      plugin()
        .call('post', '/webhooks/github')
        .set({
          'Content-Type': 'application/json',
          'X-GitHub-Event': 'deployment_protection_rule',
          'X-GitHub-Delivery': id,
          'X-Hub-Signature-256': `sha256=${createHmac('sha256', SECRET)
            .update(signed)
            .digest('hex')}`,
        })
        .send(body),
    /** Reports some of {@link GATES}. */
    report(gates: readonly string[], outcome: 'pass' | 'fail', commit: string) {
      const about = { entityRef: ENTITY, environment: 'production' };
      const at = new Date().toISOString();
      return plugin().send(
        '/ingest/gate-outcomes',
        gates.map(gate => ({ ...about, gate, outcome, commit, at })),
      );
    },
    /** Has the version reach staging, for which the gate besides {@link GATES} waits. */
    promote: (commit: string) =>
      plugin().send('/ingest/deployments', {
        ...{ entityRef: ENTITY, environment: 'staging', id: 'staging-1' },
        ...{ version: commit, commit, status: 'success' },
        finishedAt: new Date().toISOString(),
      }),
    /** Evaluations of the component, newest first. */
    async evaluations() {
      const page = '/entities/component/default/payments/evaluations';
      return (await plugin().read(page)).body.items;
    },
  };
}

/** See {@link startGuarded}. */
export type Guarded = Awaited<ReturnType<typeof startGuarded>>;

async function startOn(on: {
  readonly github: LoopbackGithub;
  readonly folder: string;
  readonly audited: Audited[];
  readonly repository: string;
  readonly app: boolean;
}): Promise<StartedPlugin> {
  const { github, folder, audited, repository, app } = on;
  const credentials = app ? { apps: [APP] } : { token: GITHUB_TOKEN };
  const plugin = await startPlugin({
    entities: [makeComponent('payments', repository)],
    features: [
      databaseServiceFactory,
      // What waits for its first turn has it at once.
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      mockServices.auditor.mock({
        async createEvent({ eventId, severityLevel, meta }) {
          audited.push({ eventId, severityLevel, meta });
          return { success: async () => {}, fail: async () => {} };
        },
      }).factory,
    ],
    ...configOf({ apiBaseUrl: github.url, ...credentials }, folder),
  });
  await plugin.refreshCatalog();
  return plugin;
}

function configOf(integration: JsonObject, folder: string) {
  const reader = { token: READ_TOKEN, subject: 'reader' };
  const gates = [
    { id: 'promotion', type: 'promotion', with: { after: 'staging' } },
    ...GATES.map(id => ({ id, type: 'reported', with: {} })),
  ].map(gate => ({ ...gate, phase: 'pre-deploy' }));
  return {
    config: {
      backend: {
        baseUrl: 'http://localhost',
        database: {
          client: 'better-sqlite3',
          connection: { directory: folder },
        },
        auth: { externalAccess: [{ type: 'static', options: reader }] },
      },
      integrations: {
        github: [{ host: 'github.com', ...integration }],
      },
    },
    qualityGates: {
      environments: [
        { name: 'staging', tier: 'staging' },
        { name: 'production', tier: 'production', aliases: ['prod'] },
      ],
      sources: { github: { type: 'github', webhook: { secrets: [SECRET] } } },
      policies: [makePolicy(gates)],
    },
  };
}
