import { ALICE, CHECKOUT, setupRouter } from '../__testUtils__/setupRouter';

describe('GET …/dora', () => {
  it('hands on what was asked', async () => {
    const { as, readers } = setupRouter();
    const { status } = await as(ALICE).get(
      `${CHECKOUT}/dora?environment=prod&environment=eu&from=2025-03-01T00:00:00%2B01:00&to=2025-03-31T00:00:00Z&timezone=Europe/Berlin&bucket=week&benchmarkYear=none&countBy=version&compare=previous&unknown=1`,
    );
    expect(status).toBe(200);
    expect(readers.dora.readDora).toHaveBeenCalledWith({
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
    ['bucket=hour', /bucket: .*"day"\|"week"\|"month"/],
    ['benchmarkYear=2025', /benchmarkYear: must be 2023 or none/],
    ['countBy=region', /countBy: .*"version"/],
    ['timezone=UTC&timezone=UTC', /timezone: may be given only once/],
    ['environment=', /environment.0: /],
  ])('answers 400 to %s', async (query, message) => {
    const { as, readers } = setupRouter();
    const { status, body } = await as(ALICE).get(`${CHECKOUT}/dora?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
    expect(readers.dora.readDora).not.toHaveBeenCalled();
  });
});

describe('GET /dora', () => {
  const query = (names: string[]) =>
    names.map(name => `entityRef=component:${name}`).join('&');

  it('pools entities, each once, in any notation', async () => {
    const { as, readers } = setupRouter();
    const { status } = await as(ALICE).get(
      '/dora?entityRef=Component:Checkout&entityRef=component:default/cart&entityRef=component:cart',
    );
    expect(status).toBe(200);
    expect(readers.dora.readDora).toHaveBeenCalledWith(
      expect.objectContaining({
        entityRefs: ['component:default/checkout', 'component:default/cart'],
      }),
    );
  });

  it('asks the catalog once for all of them', async () => {
    const { as, catalog } = setupRouter();
    await as(ALICE).get(`/dora?${query(['checkout', 'cart'])}`);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
  });

  it('answers 404 when one of them is not to be seen', async () => {
    const { as, readers } = setupRouter();
    const { status, body } = await as(ALICE).get(
      `/dora?${query(['checkout', 'secret'])}`,
    );
    expect(status).toBe(404);
    expect(body.error.message).toContain('component:default/secret');
    expect(readers.dora.readDora).not.toHaveBeenCalled();
  });

  it('takes 200 of them', async () => {
    const { as, readers } = setupRouter();
    const names = Array.from({ length: 200 }, () => 'cart');
    const { status } = await as(ALICE).get(`/dora?${query(names)}`);
    expect(status).toBe(200);
    expect(readers.dora.readDora).toHaveBeenCalled();
  });

  it.each([
    ['', /entityRef: /],
    [query(Array.from({ length: 201 }, () => 'cart')), /at most 200 times/],
    ['entityRef=checkout', /entityRef.0: must be an entity reference/],
  ])('answers 400 to a wrong list', async (search, message) => {
    const { status, body } = await setupRouter()
      .as(ALICE)
      .get(`/dora?${search}`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(message);
  });
});
