import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { evaluationSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import request from 'supertest';
import { qualityGatesPlugin } from '../plugin';
import {
  ASKING_TOKENS,
  makeComponent,
  signWebhook,
  WEBHOOK_SECRET,
} from './startPlugin';

const TOKEN = 'an-ingest-token-for-tests';
const BASE = '/api/quality-gates';

/** What `Authorization` says when some user of {@link startWithPeople} calls. */
export const asUser = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

/** An event of the audit log, once it has ended. */
export interface AuditedEvent {
  readonly eventId: string;
  readonly severityLevel?: string;
  readonly meta?: JsonObject;
  readonly ended: 'success' | 'fail';
}

function makeUser(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'github.com/user-login': `${name}-at-github` },
    },
    spec: { memberOf: [] },
  };
}

/**
 * A backend with this plugin alone, where everybody who has credentials of the test kit is let in as who they say they
 * are: the users alice and bob, who belong to no group, and services. It has the components checkout and search, one policy for
 * production, a source `github`, and a token `ci` that reports and asks.
 */
export async function startWithPeople(options: {
  readonly policy: JsonObject;
  /** Whether people may override without a permission framework; true unless told otherwise. */
  readonly allow?: boolean;
  /** `permission.enabled` of the configuration. */
  readonly permission?: boolean;
  readonly entities?: readonly Entity[];
  readonly features?: readonly BackendFeature[];
}) {
  const denied = new Set<string>();
  const audited: AuditedEvent[] = [];
  const backend = await startTestBackend({
    features: [
      mockServices.auth.factory(),
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      mockServices.auditor.mock({
        async createEvent({ eventId, severityLevel, meta }) {
          const end = (ended: AuditedEvent['ended']) => async () =>
            void audited.push({ eventId, severityLevel, meta, ended });
          return { success: end('success'), fail: end('fail') };
        },
      }).factory,
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result: denied.has(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          })),
      }).factory,
      mockServices.database.factory(),
      catalogServiceMock.factory({
        entities: [
          makeComponent('checkout', 'acme/checkout'),
          makeComponent('search', 'acme/search'),
          makeUser('alice'),
          makeUser('bob'),
          ...(options.entities ?? []),
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://portal.example.com/' },
          ...(options.permission && { permission: { enabled: true } }),
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          qualityGates: {
            ingest: {
              tokens: ASKING_TOKENS,
            },
            sources: {
              github: {
                type: 'github',
                webhook: { secrets: [WEBHOOK_SECRET] },
              },
            },
            overrides: { allowWithoutPermissions: options.allow ?? true },
            policies: [options.policy],
          },
        },
      }),
      qualityGatesPlugin,
      ...(options.features ?? []),
    ],
  });
  const post = (path: string, body: object, who = `Bearer ${TOKEN}`) =>
    request(backend.server)
      .post(BASE + path)
      .set('Authorization', who)
      .send(body);
  const read = (path: string, who = `Bearer ${TOKEN}`) =>
    request(backend.server)
      .get(BASE + path)
      .set('Authorization', who);
  await post('/catalog/refresh', {}, asUser('alice'));
  return {
    /** Names of permissions that nobody has. */
    denied,
    /** What the audit log was told, in order. */
    audited,
    post,
    read,
    stop: () => backend.stop(),
    /** Posts a webhook as GitHub does. */
    sendWebhook(event: string, payload: object) {
      const { headers, body } = signWebhook(event, payload);
      return request(backend.server)
        .post(`${BASE}/webhooks/github`)
        .set(headers)
        .send(body);
    },
    /** Sends through a door and waits until it is understood. */
    async tell(path: string, body: object) {
      const { body: sent } = await post(path, body);
      for (let state = 'received'; state === 'received'; ) {
        ({ state } = (await read(`/deliveries/${sent.deliveryId}`)).body);
      }
    },
    /** The evaluation that holds, once it is decided, as the wire promises it. */
    async decided(id: string) {
      const { body } = await read(`/evaluations/${id}?wait=30s`);
      return evaluationSchema.strict().parse(body);
    },
  };
}

/** See {@link startWithPeople}. */
export type WithPeople = Awaited<ReturnType<typeof startWithPeople>>;
