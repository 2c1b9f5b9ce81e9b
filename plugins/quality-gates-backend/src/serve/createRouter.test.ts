import request from 'supertest';
import { ALICE, SERVICE, setupRouter } from './__testUtils__/setupRouter';
import { routes } from './routes';

const calls = routes.map(({ method, path, audience }) => ({
  method,
  audience,
  path: path
    .replace(':kind/:namespace/:name', 'component/default/checkout')
    .replace(/:\w+/g, 'x')
    .replace(/^\/dora$/, '/dora?entityRef=component:checkout')
    .replace(/^\/deliveries\/replay$/, '/deliveries/replay?source=github'),
}));

const SENT: Record<string, object> = {
  '/policies/lint': { policy: {} },
};

describe.each(calls)('$method $path', ({ method, path, audience }) => {
  const permission =
    audience === 'admin' ? 'quality-gates.admin' : 'quality-gates.read';

  // What pipelines ask is proven in src/evaluations.test.ts, with real evaluations.
  if (audience !== 'asker') {
    it('answers a user who may', async () => {
      const { status, type } = await setupRouter()
        .as(ALICE)
        [method](path)
        .send(SENT[path]);
      expect([200, 202]).toContain(status);
      expect(type).toBe('application/json');
    });
  }

  it('answers 401 without credentials', async () => {
    const { app } = setupRouter();
    const { status, body } = await request(app)[method](path);
    expect(status).toBe(401);
    expect(body.error.name).toBe('AuthenticationError');
  });

  it(`answers 403 without ${permission}`, async () => {
    const { as } = setupRouter({ denied: [permission] });
    const { status, body } = await as(ALICE)[method](path);
    expect(status).toBe(403);
    expect(body.error.message).toContain(permission);
  });

  it(`answers 403 to a service token limited to other permissions`, async () => {
    const { as } = setupRouter({ limitedTo: ['catalog.entity.read'] });
    const { status } = await as(SERVICE)[method](path);
    expect(status).toBe(403);
  });
});

describe.each(calls.filter(({ audience }) => audience.startsWith('entit')))(
  '$path',
  ({ path }) => {
    it('answers 404 to a user who may not see the entity, as if it were not there', async () => {
      const { as, readers } = setupRouter();
      const hidden = await as(ALICE).get(path.replace('checkout', 'secret'));
      const absent = await as(ALICE).get(path.replace('checkout', 'nobody'));
      expect([hidden.status, absent.status]).toEqual([404, 404]);
      expect(hidden.body.error.message).toBe(
        absent.body.error.message.replace('nobody', 'secret'),
      );
      for (const reader of [
        readers.dora,
        readers.history,
        readers.runs,
        readers.gates,
        readers.facts,
      ]) {
        for (const read of Object.values(reader)) {
          expect(read).not.toHaveBeenCalled();
        }
      }
    });

    it('answers 404 to a service token that may not read entities', async () => {
      const { as, catalog } = setupRouter({
        limitedTo: ['quality-gates.read'],
      });
      const { status } = await as(SERVICE).get(path);
      expect(status).toBe(404);
      expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
    });

    it('answers a service token that may, and 404 when the entity is not there', async () => {
      const { as } = setupRouter();
      const there = await as(SERVICE).get(path.replace('checkout', 'secret'));
      expect(there.status).toBe(200);
      const absent = await as(SERVICE).get(path.replace('checkout', 'nobody'));
      expect(absent.status).toBe(404);
    });
  },
);

describe('an entity in the path', () => {
  it('may be written in any case', async () => {
    const { as, readers } = setupRouter();
    const { status } = await as(ALICE).get(
      '/entities/Component/Default/Checkout/setup',
    );
    expect(status).toBe(200);
    expect(readers.facts.readFirstFacts).toHaveBeenCalledWith(
      'component:default/checkout',
    );
  });
});
