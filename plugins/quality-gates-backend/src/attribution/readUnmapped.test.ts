import { unmappedSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  CHECKOUT,
  makeDeployment,
  makeFact,
  minute,
  orphaned,
  owned,
} from '../store/__testUtils__/testFacts';
import {
  createSqlite,
  type TestDatabase,
} from '../store/__testUtils__/testDatabases';
import {
  createTestStore,
  type TestStore,
} from '../store/__testUtils__/testStore';
import { createUnmappedReader } from './readUnmapped';

const CART = 'component:default/cart';
const SEARCH = 'component:default/search';

describe('createUnmappedReader', () => {
  let database: TestDatabase;
  let store: TestStore;
  let present: string[];

  beforeEach(async () => {
    database = await createSqlite();
    store = await createTestStore(database);
    present = [CHECKOUT, CART, SEARCH];
  });
  afterEach(() => database.drop());

  const list = (query: { reason?: string; limit?: number; cursor?: string }) =>
    createUnmappedReader({
      store,
      catalog: {
        findGone: async refs => refs.filter(ref => !present.includes(ref)),
      },
    }).listUnmapped({ limit: 50, ...query });

  const tellOfThree = () =>
    store.tell([
      orphaned(makeDeployment('d0', minute(1))),
      ...[CART, CHECKOUT, SEARCH].flatMap(ref => [
        owned(makeDeployment('d1', minute(1)), ref),
        owned(
          makeFact('incident', 'i1', { id: 'i1', openedAt: minute(2) }),
          ref,
        ),
      ]),
    ]);

  it('answers what a fact said of itself and how it could be mapped', async () => {
    const fact = makeDeployment(
      'plain:ci/7',
      minute(0),
      {},
      {
        subject: {
          repository: { host: 'github.com', path: 'acme/mono' },
          pipeline: 'cart-ci',
          annotations: [{ key: 'argocd/app-name', value: 'cart' }],
        },
      },
    );
    const attribution = {
      entityRefs: [],
      reason: 'ambiguous' as const,
      candidates: [CART, SEARCH],
    };
    for (const n of [1, 2, 3]) {
      await store.tell([{ fact, attribution }], { receivedAt: minute(n) });
    }
    const { items, nextCursor } = await list({ reason: 'ambiguous' });
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{22}$/),
        type: 'deployment',
        source: 'plain/ci',
        keys: {
          key: 'plain:ci/7',
          repository: 'github.com/acme/mono',
          pipeline: 'cart-ci',
          candidates: 'component:default/cart, component:default/search',
          'argocd/app-name': 'cart',
        },
        reason: 'ambiguous',
        suggestions: [
          { annotation: 'quality-gates.io/pipeline', value: '^cart-ci$' },
        ],
        firstAt: '2025-03-10T12:01:00.000Z',
        lastAt: '2025-03-10T12:03:00.000Z',
        count: 3,
      },
    ]);
    expect(unmappedSchema.parse(items[0])).toEqual(items[0]);
  });

  it('lists the facts of an entity that left the catalog, one item a type', async () => {
    for (const n of [1, 2]) {
      const fact = makeDeployment(`d${n}`, minute(n));
      await store.tell([owned(fact)], { receivedAt: minute(n) });
    }
    await store.tell([owned(makeFact('run', 'r1', {}))]);
    present = [];
    const { items } = await list({});
    expect(items.map(item => unmappedSchema.parse(item))).toEqual(items);
    expect(items).toMatchObject([
      {
        type: 'deployment',
        source: '*',
        keys: { entityRef: CHECKOUT },
        reason: 'entity-gone',
        suggestions: [],
        firstAt: '2025-03-10T12:01:00.000Z',
        lastAt: '2025-03-10T12:02:00.000Z',
        count: 2,
      },
      { type: 'run', count: 1 },
    ]);
    expect(items[0].id).not.toBe(items[1].id);
  });

  it('lists nothing of an entity that is there, or there again, and has kept its facts', async () => {
    await store.tell([owned(makeDeployment('d1', minute(1)))]);
    present = [];
    expect((await list({})).items).toHaveLength(1);
    present = [CHECKOUT];
    expect(await list({})).toEqual({ items: [], nextCursor: null });
    const kept = await store.listDeployments({ entityRef: CHECKOUT, limit: 9 });
    expect(kept.rows).toHaveLength(1);
  });

  it('filters by reason on both sides', async () => {
    await tellOfThree();
    present = [CART];
    const reasons = async (reason?: string) =>
      (await list({ reason })).items.map(item => item.reason);
    const gone = Array(4).fill('entity-gone');
    expect(await reasons()).toEqual(['no-match', ...gone]);
    expect(await reasons('entity-gone')).toEqual(gone);
    expect(await reasons('no-match')).toEqual(['no-match']);
    expect(await reasons('ambiguous')).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'gives every item once in pages of %i',
    async limit => {
      await tellOfThree();
      present = [CHECKOUT];
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ limit, cursor });
        expect(page.items.length).toBeGreaterThan(0);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(
          ...page.items.map(({ keys, type }) => `${keys.entityRef} ${type}`),
        );
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual([
        'undefined deployment',
        `${CART} deployment`,
        `${CART} incident`,
        `${SEARCH} deployment`,
        `${SEARCH} incident`,
      ]);
    },
  );

  it('finds the one entity that left among many', async () => {
    const refs = Array.from({ length: 1_200 }, (_, n) => `component:c/${n}`);
    await store.tell(refs.map(ref => owned(makeFact('run', 'r1', {}), ref)));
    present = refs.filter(ref => ref !== 'component:c/999');
    const { items } = await list({});
    expect(items.map(({ keys }) => keys.entityRef)).toEqual([
      'component:c/999',
    ]);
  });

  it.each(['gone.', 'gone.!', 'gone.WzFd', 'gone.WyJhIiwxXQ', 'other'])(
    'refuses the cursor %s',
    async cursor => {
      await expect(list({ cursor })).rejects.toMatchObject({
        name: 'InputError',
      });
    },
  );
});
