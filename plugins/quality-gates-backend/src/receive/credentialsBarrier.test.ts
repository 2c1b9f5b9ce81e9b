import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import {
  openDoors,
  signed,
  TOKEN,
  type OpenDoors,
} from './__testUtils__/openDoors';
import { unauthenticatedPaths } from './createReceiveRouter';

const SERVICE_TOKEN = 'a-static-token-of-a-service';
const row = {
  id: 'abc',
  source: 'plain/ci',
  kind: 'incidents',
  sender: 'ci',
  state: 'received' as const,
  reason: null,
  facts: [],
  receivedAt: 0,
  processedAt: null,
};
let doors: OpenDoors;
let backend: TestBackend;

/** The doors in a Backstage plugin, with its real authentication and credentials barrier. */
async function startBackend(
  auth: { dangerouslyDisableDefaultAuthPolicy?: boolean } = {},
) {
  const external = {
    type: 'static',
    options: { token: SERVICE_TOKEN, subject: 'robot' },
  };
  backend = await startTestBackend({
    features: [
      authServiceFactory,
      httpAuthServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://localhost',
            auth: { externalAccess: [external], ...auth },
          },
        },
      }),
      createBackendPlugin({
        pluginId: 'quality-gates',
        register(env) {
          env.registerInit({
            deps: {
              httpRouter: coreServices.httpRouter,
              httpAuth: coreServices.httpAuth,
            },
            async init({ httpRouter, httpAuth }) {
              doors = openDoors({ httpAuth, isAdmin: true });
              doors.rows.set('abc', row);
              httpRouter.use(doors.app);
              for (const path of unauthenticatedPaths) {
                httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
              }
            },
          });
        },
      }),
    ],
  });
}
afterEach(() => backend.stop());

const calls = [
  ['post', '/otlp/v1/traces', 200],
  ['post', '/otlp/v1/metrics', 200],
  ['post', '/otlp/v1/logs', 200],
  ['post', '/ingest/incidents', 202],
  ['get', '/deliveries/abc', 200],
] as const;
function call(method: 'get' | 'post', path: string, token?: string) {
  const one = request(backend.server)[method](`/api/quality-gates${path}`);
  if (token) one.set('Authorization', `Bearer ${token}`);
  const incident = { id: 'i-1', openedAt: '2026-01-05T08:00:00Z' };
  return path.startsWith('/otlp') ? one.send({}) : one.send(incident);
}

describe("the doors behind Backstage's credentials barrier", () => {
  it('open for an ingest token, which Backstage does not know', async () => {
    await startBackend();
    for (const [method, path, status] of calls) {
      expect([path, (await call(method, path, TOKEN)).status]).toEqual([
        path,
        status,
      ]);
    }
  });

  it('open for a Backstage service token', async () => {
    await startBackend();
    for (const [method, path, status] of calls) {
      const response = await call(method, path, SERVICE_TOKEN);
      expect([path, response.status]).toEqual([path, status]);
    }
    expect(doors.deliveries[0].sender).toBe('service:robot');
  });

  it('open for a signed webhook', async () => {
    await startBackend();
    const response = await request(backend.server)
      .post('/api/quality-gates/webhooks/hooks')
      .set(signed('{}'))
      .send('{}');
    expect(response.status).toBe(202);
  });

  it.each([false, true])(
    'stay closed without proof, also when dangerouslyDisableDefaultAuthPolicy is %s',
    async dangerouslyDisableDefaultAuthPolicy => {
      await startBackend({ dangerouslyDisableDefaultAuthPolicy });
      const all = [...calls, ['post', '/webhooks/hooks', 401] as const];
      for (const [method, path] of all) {
        expect([path, (await call(method, path)).status]).toEqual([path, 401]);
        const guessed = await call(method, path, 'another-guess');
        expect([path, guessed.status]).toEqual([path, 401]);
      }
      expect([...doors.deliveries, ...doors.traces]).toEqual([]);
    },
  );

  it('leave the list of deliveries behind the barrier', async () => {
    await startBackend();
    doors.app.get('/deliveries', (_req, res) => res.json('open'));
    expect((await call('get', '/deliveries')).status).toBe(401);
  });
});
