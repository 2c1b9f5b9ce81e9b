import {
  describeEachEngine,
  type TestDatabase,
} from './__testUtils__/testDatabases';
import { CHECKOUT, makeFact, minute, owned } from './__testUtils__/testFacts';
import { createTestStore, type TestStore } from './__testUtils__/testStore';

const CART = 'component:default/cart';
const report = (id: string, commit: string, at: number) =>
  makeFact(
    'affected-set',
    id,
    { id, tool: 'nx', commit, projects: ['cart', id] },
    { at, reportedBy: 'ci' },
  );

describeEachEngine('reports', createDatabase => {
  let database: TestDatabase;
  let store: TestStore;

  beforeEach(async () => {
    database = await createDatabase();
    store = await createTestStore(database);
    await store.tell([
      owned(report('a', 'c1', minute(1)), CHECKOUT, CART),
      owned(report('b', 'c2', minute(2))),
      owned(
        makeFact('flag', 'a', { id: 'a', flag: 'new-cart', to: 'on' }),
        CHECKOUT,
      ),
    ]);
  });
  afterEach(() => database.drop());

  const list = async (query: object = {}) => {
    const { rows } = await store.listReports({
      entityRef: CHECKOUT,
      type: 'affected-set',
      limit: 10,
      ...query,
    });
    return rows.map(({ key }) => key);
  };

  it('come back as they were told, newest first, each type for itself', async () => {
    const { rows } = await store.listReports({
      entityRef: CART,
      type: 'affected-set',
      limit: 10,
    });
    expect(rows).toEqual([
      {
        entityRef: CART,
        key: 'a',
        type: 'affected-set',
        at: minute(1),
        phase: 'terminal',
        reportedBy: 'ci',
        data: { id: 'a', tool: 'nx', commit: 'c1', projects: ['cart', 'a'] },
      },
    ]);
    expect(await list()).toEqual(['b', 'a']);
  });

  it('are found by their commit and by their time', async () => {
    expect(await list({ commit: 'c1' })).toEqual(['a']);
    expect(await list({ commit: 'c3' })).toEqual([]);
    expect(await list({ from: minute(2) })).toEqual(['b']);
    expect(await list({ to: minute(2) })).toEqual(['a']);
  });

  it('are known to exist, or not, by type and entity', async () => {
    expect(await store.hasReports(CHECKOUT, 'flag')).toBe(true);
    expect(await store.hasReports(CART, 'flag')).toBe(false);
    expect(await store.hasReports(CHECKOUT, 'event')).toBe(false);
  });

  it('are counted by type', async () => {
    const types = ['affected-set', 'flag'] as const;
    const totals = await store.readFactTotals(
      types.map(type => ({ entityRef: CHECKOUT, type })),
    );
    expect(
      Object.fromEntries(totals.map(({ type, count }) => [type, count])),
    ).toEqual({ 'affected-set': 2, flag: 1 });
  });
});
