import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import developmentSignIn, { USER_HEADER } from './developmentSignIn';

const users = [
  { userEntityRef: 'user:default/ana', title: 'Ana' },
  { userEntityRef: 'user:default/ben', title: 'Ben' },
];
const ana = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ana', namespace: 'default' },
  spec: { memberOf: [] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/shop-team' }],
};

async function start(providers: object) {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      developmentSignIn,
      catalogServiceMock.factory({ entities: [ana] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost' },
          auth: { providers },
        },
      }),
    ],
  });
  return request(server);
}

describe('developmentSignIn', () => {
  const { env } = process;
  afterEach(() => {
    process.env = env;
  });

  it('signs in whom the header names, with the groups of the catalog', async () => {
    const portal = await start({ development: { users } });
    const { status, body } = await portal
      .get('/api/auth/development/refresh')
      .set(USER_HEADER, 'user:default/ana');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      profile: { displayName: 'Ana' },
      backstageIdentity: {
        identity: {
          userEntityRef: 'user:default/ana',
          ownershipEntityRefs: expect.arrayContaining([
            'group:default/shop-team',
          ]),
        },
      },
    });
  });

  it.each([undefined, 'user:default/eve'])(
    'answers 401 to a header of %s',
    async user => {
      const portal = await start({ development: { users } });
      const asked = portal.get('/api/auth/development/refresh');
      const { status } = await (user ? asked.set(USER_HEADER, user) : asked);
      expect(status).toBe(401);
    },
  );

  it('is not there unless it is configured', async () => {
    const portal = await start({});
    const { status } = await portal
      .get('/api/auth/development/refresh')
      .set(USER_HEADER, 'user:default/ana');
    expect(status).toBe(404);
  });

  it('stops the start of a production that has it configured', async () => {
    process.env = { ...env, NODE_ENV: 'production' };
    await expect(start({ development: { users } })).rejects.toThrow(
      'auth.providers.development lets anybody in as anybody',
    );
  });
});
