import { describeEachEngine } from './__testUtils__/testDatabases';
import {
  CHECKOUT,
  makeDeployment,
  makeFact,
  minute,
  owned,
} from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';
import type { FactType } from '@quality-gates/backstage-plugin-quality-gates-node';

const CART = 'component:default/cart';

describeEachEngine('which entities have facts', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  it('is listed by entity and type, once a type, and page by page', async () => {
    await store.tell(
      [
        owned(makeDeployment('d1', minute(1), { environment: 'east' })),
        owned(makeDeployment('d2', minute(1), { environment: 'west' })),
        owned(makeFact('incident', 'i1', { id: 'i1', openedAt: minute(0) })),
      ],
      { receivedAt: minute(2) },
    );
    await store.tell(
      [
        owned(makeDeployment('d0', minute(0), { environment: 'west' })),
        owned(makeDeployment('d1', minute(1)), CART),
      ],
      { receivedAt: minute(1) },
    );
    const all = [
      { entityRef: CART, type: 'deployment', firstAt: minute(1) },
      { entityRef: CHECKOUT, type: 'deployment', firstAt: minute(1) },
      { entityRef: CHECKOUT, type: 'incident', firstAt: minute(2) },
    ];
    const list = (after: readonly [string, string], limit: number) =>
      store.listFirstFacts({ after, limit });
    await expect(list(['', ''], 9)).resolves.toEqual(all);
    await expect(list(['', ''], 2)).resolves.toEqual(all.slice(0, 2));
    await expect(list([CHECKOUT, 'deployment'], 9)).resolves.toEqual(
      all.slice(2),
    );
    await expect(list([CHECKOUT, 'incident'], 9)).resolves.toEqual([]);
  });

  it('says how many there are of each type and when the newest was heard of', async () => {
    const of = (n: number) => [
      makeFact('commit', `c${n}`, {
        sha: `c${n}`,
        parents: [],
        committedAt: minute(n),
      }),
      makeFact('change', `p${n}`, { id: `p${n}`, openedAt: minute(n) }),
      makeFact('run', `r${n}`, { startedAt: minute(n) }),
      makeFact('task', `t${n}`, {
        runKey: `r${n}`,
        name: 'build',
        startedAt: minute(n),
      }),
      makeDeployment(`d${n}`, minute(n)),
      makeFact('incident', `i${n}`, { id: `i${n}`, openedAt: minute(n) }),
      makeFact('gate-report', `g${n}`, {
        id: `g${n}`,
        gate: 'tests',
        environment: 'production',
        outcome: 'pass',
      }),
    ];
    for (const n of [1, 2, 3]) {
      const facts = of(n).map(fact => owned(fact));
      await store.tell(facts, { receivedAt: minute(10 + n) });
    }
    const types = of(1).map(({ type }) => type);
    const totals = await store.readFactTotals(
      types.map(type => ({ entityRef: CHECKOUT, type })),
    );
    expect(new Set(totals.map(({ type }) => type))).toEqual(new Set(types));
    for (const { type, lastAt, count } of totals) {
      expect([type, count, lastAt]).toEqual([type, 3, minute(13)]);
    }
  });

  it('says that there are none of what nobody told', async () => {
    await store.tell([owned(makeDeployment('d1', minute(1)))]);
    const ask = [CART, CHECKOUT].map(entityRef => ({
      entityRef,
      type: 'incident' as FactType,
    }));
    const totals = await store.readFactTotals(ask);
    expect(totals).toHaveLength(2);
    expect(totals).toEqual(
      expect.arrayContaining(
        ask.map(one => ({ ...one, lastAt: null, count: 0 })),
      ),
    );
    await expect(store.readFactTotals([])).resolves.toEqual([]);
  });
});
