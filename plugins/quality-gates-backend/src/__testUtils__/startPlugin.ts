import { createHmac } from 'node:crypto';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { qualityGatesPlugin } from '../plugin';

const INGEST_TOKEN = 'an-ingest-token-for-tests';
/** `ingest.tokens` with which {@link StartedPlugin} may ask whether a version can go, too. */
export const ASKING_TOKENS = [
  { name: 'ci', token: INGEST_TOKEN, allow: ['ingest', 'evaluate'] },
];
const READ_TOKEN = 'a-static-token-that-backstage-knows';
/** Of the source `github` in tests. */
export const WEBHOOK_SECRET = 'a-webhook-secret-for-tests';
const BASE = '/api/quality-gates';

/** A component whose code is in a repository on github.com. */
export function makeComponent(name: string, slug: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'github.com/project-slug': slug },
    },
    spec: { type: 'service', owner: 'team', lifecycle: 'production' },
  };
}

/**
 * Starts a Backstage backend with nothing but this plugin: SQLite in memory, the catalog given, and Backstage's real
 * authentication with one static token. Everything else is as in production, doors and credentials barrier included.
 */
export async function startPlugin(
  options: {
    readonly entities?: Entity[];
    readonly qualityGates?: JsonObject;
    /** Other keys of app-config; `backend` replaces what is here. */
    readonly config?: JsonObject;
    /** Come last, and so replace what is here. */
    readonly features?: BackendFeature[];
  } = {},
) {
  const backend = await startTestBackend({
    features: [
      authServiceFactory,
      httpAuthServiceFactory,
      catalogServiceMock.factory({ entities: options.entities }),
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://localhost',
            database: { client: 'better-sqlite3', connection: ':memory:' },
            auth: {
              externalAccess: [
                {
                  type: 'static',
                  options: { token: READ_TOKEN, subject: 'reader' },
                },
              ],
            },
          },
          qualityGates: {
            sources: {
              github: {
                type: 'github',
                webhook: { secrets: [WEBHOOK_SECRET] },
              },
            },
            ...options.qualityGates,
            ingest: {
              tokens: [{ name: 'ci', token: INGEST_TOKEN }],
              // Jest transforms TypeScript for its own threads only.
              threads: 0,
              ...(options.qualityGates?.ingest as JsonObject | undefined),
            },
          },
          ...options.config,
        },
      }),
      qualityGatesPlugin,
      ...(options.features ?? []),
    ],
  });
  return {
    stop: () => backend.stop(),
    ...clientOf(request(backend.server)),
  };
}

/** A running plugin and its clients. */
export type StartedPlugin = Awaited<ReturnType<typeof startPlugin>>;

type Headers = Readonly<Record<string, string>>;

/** A webhook as GitHub sends it to the source `github`, whose secret is {@link WEBHOOK_SECRET}. */
export function signWebhook(event: string, payload: object) {
  const body = JSON.stringify(payload);
  const signature = createHmac('sha256', WEBHOOK_SECRET)
    .update(body)
    .digest('hex');
  const headers = {
    'Content-Type': 'application/json',
    'X-GitHub-Event': event,
    'X-GitHub-Delivery': signature.slice(0, 32),
    'X-Hub-Signature-256': `sha256=${signature}`,
  };
  return { body, headers };
}

function clientOf(http: ReturnType<typeof request>) {
  const call = (
    method: 'delete' | 'get' | 'patch' | 'post' | 'put',
    path: string,
    token?: string,
  ) => {
    const made = http[method](BASE + path);
    return token ? made.set('Authorization', `Bearer ${token}`) : made;
  };
  return {
    /** Without credentials. */
    call: (method: Parameters<typeof call>[0], path: string) =>
      call(method, path),
    /** As somebody whom Backstage knows. */
    read: (path: string) => call('get', path, READ_TOKEN),
    /** Has a draft of a policy looked at, as somebody whom Backstage knows. */
    lint: (draft: object) =>
      call('post', '/policies/lint', READ_TOKEN).send(draft),
    /** Has the catalog read anew. */
    refreshCatalog: () => call('post', '/catalog/refresh', READ_TOKEN),
    /** Posts JSON, or text of another content type, as a pipeline does. */
    send: (path: string, body: object | string, headers: Headers = {}) =>
      call('post', path, INGEST_TOKEN).set(headers).send(body),
    /** Posts a webhook as GitHub does. */
    sendWebhook(event: string, payload: object, headers: Headers = {}) {
      const signed = signWebhook(event, payload);
      return call('post', '/webhooks/github')
        .set({ ...signed.headers, ...headers })
        .send(signed.body);
    },
    /** What became of a delivery, once it is understood; its sender may ask with its own token. */
    async understood(
      answer: { body: { deliveryId: string } },
      as: 'sender' | 'reader' = 'sender',
    ) {
      const token = as === 'sender' ? INGEST_TOKEN : READ_TOKEN;
      const path = `/deliveries/${answer.body.deliveryId}`;
      for (let tries = 0; tries < 100; tries += 1) {
        const { status, body } = await call('get', path, token);
        if (status !== 200 || body.state !== 'received') return body;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      throw new Error(`${path} is still not understood`);
    },
  };
}
