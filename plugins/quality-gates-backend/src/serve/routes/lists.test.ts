import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { ALICE, CHECKOUT, setupRouter } from '../__testUtils__/setupRouter';

describe.each([
  ['deployments', 'history', 'listDeployments'],
  ['incidents', 'history', 'listIncidents'],
  ['runs', 'runs', 'listRuns'],
  ['gates', 'gates', 'listGates'],
  ['gates/unit%20tests/outcomes', 'gates', 'listOutcomes'],
] as const)('paging of …/%s', (path, service, method) => {
  const reader = (readers: ReturnType<typeof setupRouter>['readers']) =>
    (readers[service] as Record<string, jest.Mock>)[method];

  it('starts with 50 and follows a cursor', async () => {
    const { as, readers } = setupRouter();
    await as(ALICE).get(`${CHECKOUT}/${path}`);
    await as(ALICE).get(`${CHECKOUT}/${path}?limit=200&cursor=a-_.~%2B/%3D`);
    const [first, second] = reader(readers).mock.calls.map(([query]) => query);
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
    const { status, body } = await setupRouter()
      .as(ALICE)
      .get(`${CHECKOUT}/${path}?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });

  it('answers 400 to a cursor that the reader refuses, and 503 while the database is away', async () => {
    const failing = (error: Error) =>
      setupRouter({
        readers: {
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

describe('GET …/gates/{gate}/outcomes', () => {
  it('takes a gate of any name', async () => {
    const { as, readers } = setupRouter();
    await as(ALICE).get(
      `${CHECKOUT}/gates/unit%20tests%2Ffast/outcomes?environment=prod`,
    );
    expect(readers.gates.listOutcomes).toHaveBeenCalledWith(
      expect.objectContaining({
        gate: 'unit tests/fast',
        environments: ['prod'],
      }),
    );
  });
});
