import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  setupSchema,
  type Run,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import express from 'express';
import request from 'supertest';
import { createRouter } from './createRouter';
import { routes } from './routes';
import type { Services } from './services';

const ALICE = mockCredentials.user.header('user:default/alice');
const SERVICE = mockCredentials.service.header();
const CHECKOUT = '/entities/component/default/checkout';
/** Entities of the catalog; alice may not see `secret`. */
const NAMES = ['checkout', 'cart', 'secret'];

const run: Run = {
  id: 'cnVu',
  pipeline: 'ci',
  branch: 'main',
  commit: null,
  pullRequest: null,
  attempt: 1,
  result: 'success',
  phase: 'terminal',
  queuedAt: null,
  startedAt: null,
  finishedAt: null,
  durationSeconds: null,
  queueSeconds: null,
  url: null,
  entityRefs: [
    'component:default/cart',
    'component:default/checkout',
    'component:default/secret',
  ],
  attribution: null,
  traceIds: [],
};

function entity(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
  };
}

/** The router on a bare Express, with a catalog that hides `secret` from users, and services that note their calls. */
function setup(
  options: {
    /** Permissions that users are denied. */
    denied?: string[];
    /** Permissions that service tokens are limited to. */
    limitedTo?: string[];
    services?: { [K in keyof Services]?: Partial<Services[K]> };
  } = {},
) {
  const catalog = catalogServiceMock.mock({
    async getEntitiesByRefs({ entityRefs }, requested) {
      const { principal } = (
        requested as unknown as {
          credentials: { principal: { type: string; subject?: string } };
        }
      ).credentials;
      if (principal.type === 'service') {
        // A real catalog refuses a token that is limited to this plugin.
        expect(principal.subject).toBe('plugin:quality-gates');
      }
      return {
        items: entityRefs.map(ref => {
          const name = NAMES.find(one => ref === `component:default/${one}`);
          const hidden = name === 'secret' && principal.type === 'user';
          return name && !hidden ? entity(name) : undefined;
        }),
      };
    },
  });
  const permissions = mockServices.permissions.mock({
    async authorize(requests, requested) {
      const { credentials } = requested as {
        credentials: { principal: { type: string } };
      };
      const isUser = credentials.principal.type === 'user';
      return requests.map(({ permission: { name } }) => {
        const denied = isUser
          ? options.denied?.includes(name)
          : options.limitedTo && !options.limitedTo.includes(name);
        return {
          result: denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
        };
      });
    },
  });
  const empty = async () => ({ items: [], nextCursor: null });
  const services = {
    dora: { readDora: jest.fn(async () => ({ entityRef: null })) },
    history: { listDeployments: jest.fn(empty), listIncidents: jest.fn(empty) },
    runs: {
      listRuns: jest.fn(async () => ({ items: [run], nextCursor: 'next' })),
      readRun: jest.fn(async () => ({ ...run, tasks: [] })),
      readTrace: jest.fn(async () => ({ spans: [], truncated: false })),
    },
    gates: { listGates: jest.fn(empty), listOutcomes: jest.fn(empty) },
    unmapped: { listUnmapped: jest.fn(empty) },
    deliveries: {
      listDeliveries: jest.fn(async () => ({ rows: [], nextCursor: null })),
      replayDelivery: jest.fn(async () => true),
    },
    facts: { readFirstFacts: jest.fn(async () => ({})) },
    catalog: { refresh: jest.fn(async () => true) },
    settings: { environments: [], timezone: 'UTC', benchmarkYear: 2023 },
  };
  for (const [name, overrides] of Object.entries(options.services ?? {})) {
    Object.assign(services[name as keyof Services], overrides);
  }
  const app = express();
  app.use(
    createRouter({
      auth: mockServices.auth({ pluginId: 'quality-gates' }),
      httpAuth: mockServices.httpAuth({
        pluginId: 'quality-gates',
        defaultCredentials: mockCredentials.none(),
      }),
      permissions,
      catalog,
      services: services as unknown as Services,
    }),
  );
  app.use(mockErrorHandler());
  const as = (authorization: string) => ({
    get: (path: string) =>
      request(app).get(path).set('Authorization', authorization),
    post: (path: string) =>
      request(app).post(path).set('Authorization', authorization),
  });
  return { app, services, catalog, permissions, as };
}

const calls = routes.map(({ method, path, audience }) => ({
  method,
  audience,
  path: path
    .replace(':kind/:namespace/:name', 'component/default/checkout')
    .replace(/:\w+/g, 'x')
    .replace(/^\/dora$/, '/dora?entityRef=component:checkout'),
}));

describe.each(calls)('$method $path', ({ method, path, audience }) => {
  const permission =
    audience === 'admin' ? 'quality-gates.admin' : 'quality-gates.read';

  it('answers a user who may', async () => {
    const { status, type } = await setup().as(ALICE)[method](path);
    expect([200, 202]).toContain(status);
    expect(type).toBe('application/json');
  });

  it('answers 401 without credentials', async () => {
    const { app } = setup();
    const { status, body } = await request(app)[method](path);
    expect(status).toBe(401);
    expect(body.error.name).toBe('AuthenticationError');
  });

  it(`answers 403 without ${permission}`, async () => {
    const { as } = setup({ denied: [permission] });
    const { status, body } = await as(ALICE)[method](path);
    expect(status).toBe(403);
    expect(body.error.message).toContain(permission);
  });

  it(`answers 403 to a service token limited to other permissions`, async () => {
    const { as } = setup({ limitedTo: ['catalog.entity.read'] });
    const { status } = await as(SERVICE)[method](path);
    expect(status).toBe(403);
  });
});

describe.each(calls.filter(({ audience }) => audience.startsWith('entit')))(
  '$path',
  ({ path }) => {
    it('answers 404 to a user who may not see the entity, as if it were not there', async () => {
      const { as, services } = setup();
      const hidden = await as(ALICE).get(path.replace('checkout', 'secret'));
      const absent = await as(ALICE).get(path.replace('checkout', 'nobody'));
      expect([hidden.status, absent.status]).toEqual([404, 404]);
      expect(hidden.body.error.message).toBe(
        absent.body.error.message.replace('nobody', 'secret'),
      );
      for (const reader of [
        services.dora,
        services.history,
        services.runs,
        services.gates,
        services.facts,
      ]) {
        for (const read of Object.values(reader)) {
          expect(read).not.toHaveBeenCalled();
        }
      }
    });

    it('answers 404 to a service token that may not read entities', async () => {
      const { as, catalog } = setup({ limitedTo: ['quality-gates.read'] });
      const { status } = await as(SERVICE).get(path);
      expect(status).toBe(404);
      expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
    });

    it('answers a service token that may, and 404 when the entity is not there', async () => {
      const { as } = setup();
      const there = await as(SERVICE).get(path.replace('checkout', 'secret'));
      expect(there.status).toBe(200);
      const absent = await as(SERVICE).get(path.replace('checkout', 'nobody'));
      expect(absent.status).toBe(404);
    });
  },
);

describe('an entity in the path', () => {
  it('may be written in any case', async () => {
    const { as, services } = setup();
    const { status } = await as(ALICE).get(
      '/entities/Component/Default/Checkout/setup',
    );
    expect(status).toBe(200);
    expect(services.facts.readFirstFacts).toHaveBeenCalledWith(
      'component:default/checkout',
    );
  });
});

describe('GET …/dora', () => {
  it('hands on what was asked', async () => {
    const { as, services } = setup();
    const { status } = await as(ALICE).get(
      `${CHECKOUT}/dora?environment=prod&environment=eu&from=2025-03-01T00:00:00%2B01:00&to=2025-03-31T00:00:00Z&timezone=Europe/Berlin&bucket=week&benchmarkYear=none&countBy=version&compare=previous&unknown=1`,
    );
    expect(status).toBe(200);
    expect(services.dora.readDora).toHaveBeenCalledWith({
      entityRefs: ['component:default/checkout'],
      environments: ['prod', 'eu'],
      from: Date.UTC(2025, 1, 28, 23),
      to: Date.UTC(2025, 2, 31),
      timezone: 'Europe/Berlin',
      bucket: 'week',
      benchmarkYear: null,
      countBy: 'version',
      compare: 'previous',
    });
  });

  it.each([
    ['timezone=Mars/Olympus', /timezone: must be an IANA time zone/],
    ['from=2025-03-10', /from: must be an ISO 8601 instant with a zone/],
    ['to=yesterday', /to: must be an ISO 8601 instant/],
    [
      'from=2025-03-10T00:00:00Z&to=2025-03-10T00:00:00Z',
      /from: must be before to/,
    ],
    ['from=2001-01-01T00:00:00Z', /from: must be at most 1100 days before to/],
    ['bucket=hour', /bucket: .*"day"\|"week"\|"month"/],
    ['benchmarkYear=2025', /benchmarkYear: must be 2023 or none/],
    ['countBy=region', /countBy: .*"version"/],
    ['timezone=UTC&timezone=UTC', /timezone: may be given only once/],
    ['environment=', /environment.0: /],
  ])('answers 400 to %s', async (query, message) => {
    const { as, services } = setup();
    const { status, body } = await as(ALICE).get(`${CHECKOUT}/dora?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
    expect(services.dora.readDora).not.toHaveBeenCalled();
  });
});

describe('GET /dora', () => {
  const query = (names: string[]) =>
    names.map(name => `entityRef=component:${name}`).join('&');

  it('pools entities, each once, in any notation', async () => {
    const { as, services } = setup();
    const { status } = await as(ALICE).get(
      '/dora?entityRef=Component:Checkout&entityRef=component:default/cart&entityRef=component:cart',
    );
    expect(status).toBe(200);
    expect(services.dora.readDora).toHaveBeenCalledWith(
      expect.objectContaining({
        entityRefs: ['component:default/checkout', 'component:default/cart'],
      }),
    );
  });

  it('asks the catalog once for all of them', async () => {
    const { as, catalog } = setup();
    await as(ALICE).get(`/dora?${query(['checkout', 'cart'])}`);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
  });

  it('answers 404 when one of them is not to be seen', async () => {
    const { as, services } = setup();
    const { status, body } = await as(ALICE).get(
      `/dora?${query(['checkout', 'secret'])}`,
    );
    expect(status).toBe(404);
    expect(body.error.message).toContain('component:default/secret');
    expect(services.dora.readDora).not.toHaveBeenCalled();
  });

  it('takes 200 of them', async () => {
    const { as, services } = setup();
    const names = Array.from({ length: 200 }, () => 'cart');
    const { status } = await as(ALICE).get(`/dora?${query(names)}`);
    expect(status).toBe(200);
    expect(services.dora.readDora).toHaveBeenCalled();
  });

  it.each([
    ['', /entityRef: /],
    [query(Array.from({ length: 201 }, () => 'cart')), /at most 200 times/],
    ['entityRef=checkout', /entityRef.0: must be an entity reference/],
  ])('answers 400 to a wrong list', async (search, message) => {
    const { status, body } = await setup().as(ALICE).get(`/dora?${search}`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });
});

describe.each([
  ['deployments', 'history', 'listDeployments'],
  ['incidents', 'history', 'listIncidents'],
  ['runs', 'runs', 'listRuns'],
  ['gates', 'gates', 'listGates'],
  ['gates/unit%20tests/outcomes', 'gates', 'listOutcomes'],
] as const)('paging of …/%s', (path, service, method) => {
  const reader = (services: ReturnType<typeof setup>['services']) =>
    (services[service] as Record<string, jest.Mock>)[method];

  it('starts with 50 and follows a cursor', async () => {
    const { as, services } = setup();
    await as(ALICE).get(`${CHECKOUT}/${path}`);
    await as(ALICE).get(`${CHECKOUT}/${path}?limit=200&cursor=a-_.~%2B/%3D`);
    const [first, second] = reader(services).mock.calls.map(([query]) => query);
    expect(first).toMatchObject({
      entityRef: 'component:default/checkout',
      limit: 50,
    });
    expect(first.cursor).toBeUndefined();
    expect(second).toMatchObject({ limit: 200, cursor: 'a-_.~+/=' });
  });

  it.each([
    ['limit=0', /limit: must be a whole number from 1 to 200/],
    ['limit=201', /limit: must be a whole number from 1 to 200/],
    ['limit=1.5', /limit: must be a whole number from 1 to 200/],
    ['limit=many', /limit: must be a whole number from 1 to 200/],
    ['cursor=%00', /cursor: is not one that this list gave/],
    ['cursor=', /cursor: is not one that this list gave/],
  ])('answers 400 to %s', async (query, message) => {
    const { status, body } = await setup()
      .as(ALICE)
      .get(`${CHECKOUT}/${path}?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });

  it('answers 400 to a cursor that the reader refuses, and 503 while the database is away', async () => {
    const failing = (error: Error) =>
      setup({
        services: {
          [service]: {
            [method]: async () => {
              throw error;
            },
          },
        },
      })
        .as(ALICE)
        .get(`${CHECKOUT}/${path}?cursor=abc`);
    expect((await failing(new InputError('bad cursor'))).status).toBe(400);
    const away = await failing(new ServiceUnavailableError('no database'));
    expect(away.status).toBe(503);
  });
});

describe('GET …/runs', () => {
  it('hands on its filters', async () => {
    const { as, services } = setup();
    await as(ALICE).get(
      `${CHECKOUT}/runs?branch=main&pipeline=ci&result=failure`,
    );
    expect(services.runs.listRuns).toHaveBeenCalledWith(
      expect.objectContaining({
        branch: 'main',
        pipeline: 'ci',
        result: 'failure',
      }),
    );
  });

  it('answers 400 to a result that is none', async () => {
    const { status, body } = await setup()
      .as(ALICE)
      .get(`${CHECKOUT}/runs?result=green`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/result: .*"success"/);
  });

  it('names only entities that the user may see, and asks the catalog once for all runs', async () => {
    const { as, catalog } = setup({
      services: {
        runs: {
          listRuns: async () => ({
            items: [run, { ...run, id: 'other' }],
            nextCursor: 'next',
          }),
        },
      },
    });
    const { body } = await as(ALICE).get(`${CHECKOUT}/runs`);
    expect(body.nextCursor).toBe('next');
    expect(body.items.map((item: Run) => item.entityRefs)).toEqual([
      ['component:default/cart', 'component:default/checkout'],
      ['component:default/cart', 'component:default/checkout'],
    ]);
    // Once for the entity of the path, once for the entities of the runs.
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
  });
});

describe('GET …/runs/{runId}', () => {
  it('names only entities that the user may see', async () => {
    const { as, services } = setup();
    const { body } = await as(ALICE).get(`${CHECKOUT}/runs/a%2Fb`);
    expect(services.runs.readRun).toHaveBeenCalledWith(
      'component:default/checkout',
      'a/b',
    );
    expect(body.entityRefs).toEqual([
      'component:default/cart',
      'component:default/checkout',
    ]);
  });

  it.each(['', '/trace'])(
    'answers 404 to a run that is not there%s',
    async suffix => {
      const none = async () => undefined;
      const { as } = setup({
        services: { runs: { readRun: none, readTrace: none } },
      });
      const { status, body } = await as(ALICE).get(
        `${CHECKOUT}/runs/nothing${suffix}`,
      );
      expect(status).toBe(404);
      expect(body.error.message).toContain('nothing');
    },
  );
});

describe('GET …/gates/{gate}/outcomes', () => {
  it('takes a gate of any name', async () => {
    const { as, services } = setup();
    await as(ALICE).get(
      `${CHECKOUT}/gates/unit%20tests%2Ffast/outcomes?environment=prod`,
    );
    expect(services.gates.listOutcomes).toHaveBeenCalledWith(
      expect.objectContaining({
        gate: 'unit tests/fast',
        environments: ['prod'],
      }),
    );
  });
});

describe('GET …/setup', () => {
  it('says since when each type of fact is known, and what is configured', async () => {
    const { as } = setup({
      services: {
        facts: {
          readFirstFacts: async () => ({
            run: Date.UTC(2025, 2, 10),
            deployment: undefined,
          }),
        },
        settings: {
          environments: [{ name: 'production', tier: 'production' }],
          timezone: 'Europe/Berlin',
          benchmarkYear: null,
        },
      },
    });
    const { body } = await as(ALICE).get(`${CHECKOUT}/setup`);
    expect(body).toEqual({
      firstAt: { run: '2025-03-10T00:00:00.000Z' },
      environments: [{ name: 'production', tier: 'production' }],
      timezone: 'Europe/Berlin',
      benchmarkYear: null,
    });
    expect(setupSchema.safeParse(body).success).toBe(true);
  });
});

describe("the platform team's routes", () => {
  it('list unmapped facts by reason', async () => {
    const { as, services } = setup();
    const right = await as(ALICE).get('/unmapped?reason=ambiguous&limit=5');
    const wrong = await as(ALICE).get('/unmapped?reason=bad-mood');
    expect([right.status, wrong.status]).toEqual([200, 400]);
    expect(services.unmapped.listUnmapped).toHaveBeenCalledWith({
      reason: 'ambiguous',
      limit: 5,
    });
    expect(wrong.body.error.message).toMatch(/reason: .*"no-match"/);
  });

  it('list deliveries of every sender by state', async () => {
    const { as } = setup({
      services: {
        deliveries: {
          listDeliveries: async () => ({
            rows: [
              {
                id: 'd1',
                source: 'github',
                kind: 'push',
                sender: null,
                state: 'failed',
                reason: 'ref: must be text',
                facts: [],
                receivedAt: Date.UTC(2025, 2, 10),
                processedAt: null,
              },
            ],
            nextCursor: 'next',
          }),
        },
      },
    });
    const { body } = await as(ALICE).get('/deliveries?state=failed');
    expect(body).toEqual({
      items: [
        {
          id: 'd1',
          source: 'github',
          kind: 'push',
          state: 'failed',
          reason: 'ref: must be text',
          facts: [],
          receivedAt: '2025-03-10T00:00:00.000Z',
          processedAt: null,
        },
      ],
      nextCursor: 'next',
    });
    const wrong = await as(ALICE).get('/deliveries?state=lost');
    expect(wrong.status).toBe(400);
  });

  it('replay a delivery, and answer 404 when it is not there', async () => {
    const { as, services } = setup();
    const there = await as(ALICE).post('/deliveries/d1/replay');
    expect([there.status, there.body]).toEqual([202, { deliveryId: 'd1' }]);
    services.deliveries.replayDelivery.mockResolvedValue(false);
    const absent = await as(ALICE).post('/deliveries/d2/replay');
    expect(absent.status).toBe(404);
  });

  it('refresh the catalog, and answer 503 when it is away', async () => {
    const { as, services } = setup();
    const read = await as(ALICE).post('/catalog/refresh');
    expect([read.status, read.body]).toEqual([200, { changed: true }]);
    services.catalog.refresh.mockRejectedValue(
      new ServiceUnavailableError('no catalog'),
    );
    expect((await as(ALICE).post('/catalog/refresh')).status).toBe(503);
  });
});

describe('GET /openapi.json', () => {
  it('is the document of every route', async () => {
    const { body } = await setup().as(ALICE).get('/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toContain('/openapi.json');
  });
});
