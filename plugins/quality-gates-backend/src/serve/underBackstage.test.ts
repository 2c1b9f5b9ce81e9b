import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { askers } from './__testUtils__/setupRouter';
import { createRouter } from './createRouter';
import type { Readers } from './readers';

const BASE = '/api/quality-gates/entities/component/default/checkout';

async function start() {
  const listRuns = jest.fn(async () => ({ items: [], nextCursor: null }));
  const plugin = createBackendPlugin({
    pluginId: 'quality-gates',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissions: coreServices.permissions,
        },
        async init({ httpRouter, ...options }) {
          const readers = { runs: { listRuns } } as unknown as Readers;
          httpRouter.use(createRouter({ ...options, ...askers, readers }));
        },
      });
    },
  });
  const { server } = await startTestBackend({
    features: [
      plugin,
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'checkout' },
          },
        ],
      }),
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
    ],
  });
  return { server, listRuns };
}

describe("the router under Backstage's own", () => {
  it('answers, and answers errors as Backstage does', async () => {
    const { server, listRuns } = await start();
    const get = (path: string) =>
      request(server)
        .get(path)
        .set('Authorization', mockCredentials.user.header());

    const page = await get(`${BASE}/runs?limit=7&pipeline=a%20b`);
    expect(page.body).toEqual({ items: [], nextCursor: null });
    expect(listRuns).toHaveBeenCalledWith({
      entityRef: 'component:default/checkout',
      limit: 7,
      pipeline: 'a b',
    });

    const nobody = await request(server).get(`${BASE}/runs`);
    expect(nobody.status).toBe(401);
    const wrong = await get(`${BASE}/runs?limit=0`);
    expect(wrong.body).toMatchObject({
      error: {
        name: 'InputError',
        message: expect.stringMatching(/^Wrong query: limit: must be a whole/),
      },
      response: { statusCode: 400 },
    });
    const absent = await get(`${BASE.replace('checkout', 'nobody')}/runs`);
    expect(absent.status).toBe(404);
  });
});
