import { describeEachEngine } from './__testUtils__/testDatabases';
import {
  CHECKOUT,
  makeDeployment,
  makeFact,
  minute,
  orphaned,
  owned,
} from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';
import type { Attribution } from './types';

const CART = 'component:default/cart';

describeEachEngine('unmapped facts', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  const list = async () => (await store.listUnmapped({ limit: 50 })).rows;

  it('are listed with whose they say they are, and why they are nobody’s', async () => {
    const fact = makeDeployment(
      'd1',
      minute(1),
      {},
      { subject: { service: 'pay' }, reportedBy: 'ci' },
    );
    const attribution: Attribution = {
      entityRefs: [],
      reason: 'ambiguous',
      candidates: [CHECKOUT, CART],
    };
    await store.tell([{ fact, attribution }], { receivedAt: minute(3) });
    await store.tell([{ fact, attribution }], { receivedAt: minute(2) });
    expect(await list()).toEqual([
      {
        id: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
        type: 'deployment',
        key: 'd1',
        source: 'plain/ci',
        subject: { service: 'pay' },
        reason: 'ambiguous',
        candidates: [CHECKOUT, CART],
        firstAt: minute(2),
        lastAt: minute(3),
        count: 2,
      },
    ]);
  });

  it('are counted once for a delivery, however often it is replayed', async () => {
    const facts = [orphaned(makeDeployment('d1', minute(1)))];
    await store.tell(facts, { id: 'same' });
    await store.tell(facts, { id: 'same' });
    expect(await list()).toMatchObject([{ count: 1 }]);
  });

  it('are no facts of any entity', async () => {
    await store.tell([orphaned(makeDeployment('d1', minute(1)))]);
    await expect(store.readFirstFacts(CHECKOUT)).resolves.toEqual({});
    await expect(store.readEnvironments([CHECKOUT])).resolves.toEqual(
      new Map(),
    );
  });

  it('move with all that was ever said, and their deliveries are told', async () => {
    const first = makeDeployment('d1', minute(1), { version: '1' });
    const second = makeDeployment('d1', minute(2));
    const ids = [
      await store.tell([orphaned(first)]),
      await store.tell([orphaned(second)]),
    ];
    const asked = jest.fn(() => ({ entityRefs: [CHECKOUT] }));
    await expect(store.reattributeUnmapped(asked)).resolves.toBe(1);
    expect(asked).toHaveBeenCalledWith({
      type: 'deployment',
      subject: {},
      reportedBy: null,
    });
    const { rows } = await store.listDeployments({
      entityRef: CHECKOUT,
      limit: 9,
    });
    expect(rows).toMatchObject([{ version: '1', finishedAt: minute(2) }]);
    expect(await list()).toEqual([]);
    for (const id of ids) {
      await expect(store.readDelivery(id)).resolves.toMatchObject({
        state: 'stored',
        facts: [{ type: 'deployment', key: 'd1', entityRefs: [CHECKOUT] }],
      });
    }
  });

  it('leave their delivery unmapped until the last of them has moved', async () => {
    const id = await store.tell([
      orphaned(makeFact('run', 'r1', {})),
      orphaned(makeFact('run', 'r2', {}, { subject: { service: 'pay' } })),
      {
        fact: makeFact('commit', 'c', {
          sha: 'c',
          parents: [],
          committedAt: minute(0),
        }),
        attribution: { entityRefs: [], passingRefs: [CART] },
      },
    ]);
    const state = async () => (await store.readDelivery(id))?.state;
    await store.reattributeUnmapped(({ subject }) => ({
      entityRefs: subject.service ? [CHECKOUT] : [],
    }));
    expect(await state()).toBe('unmapped');
    await store.reattributeUnmapped(() => ({ entityRefs: [CHECKOUT] }));
    expect(await state()).toBe('stored');
  });

  it('join what their entity was told meanwhile', async () => {
    const old = makeDeployment('d1', minute(1), { version: '1' });
    await store.tell([orphaned(old)]);
    const corrected = makeDeployment('d1', minute(5), { actor: 'ada' });
    await store.tell([owned(corrected)]);
    await store.reattributeUnmapped(() => ({ entityRefs: [CHECKOUT] }));
    const { rows } = await store.listDeployments({
      entityRef: CHECKOUT,
      limit: 9,
    });
    expect(rows).toMatchObject([
      { version: '1', actor: 'ada', finishedAt: minute(5) },
    ]);
  });

  it('of two environments are two, although their id is one', async () => {
    await store.tell(
      ['east', 'west'].map(environment =>
        orphaned(makeDeployment('d1', minute(1), { environment })),
      ),
    );
    expect(await list()).toHaveLength(2);
    await store.reattributeUnmapped(() => ({ entityRefs: [CHECKOUT] }));
    const { rows } = await store.listDeployments({
      entityRef: CHECKOUT,
      limit: 9,
    });
    expect(rows.map(row => row.environment).sort()).toEqual(['east', 'west']);
  });

  it('stay when nobody wants them, with the reason of today', async () => {
    await store.tell([orphaned(makeDeployment('d1', minute(1)))]);
    const nobody: Attribution = { entityRefs: [], reason: 'unknown-entity' };
    await expect(store.reattributeUnmapped(() => nobody)).resolves.toBe(0);
    expect(await list()).toMatchObject([{ reason: 'unknown-entity' }]);
    const asked = await store.listUnmapped({ reason: 'no-match', limit: 9 });
    expect(asked.rows).toEqual([]);
  });

  it('are all looked at, slice by slice', async () => {
    await store.tell(
      Array.from({ length: 450 }, (_, n) =>
        orphaned(makeFact('incident', `i${n}`, { id: `i${n}` })),
      ),
    );
    let asked = 0;
    const everyOther = () => {
      asked += 1;
      return { entityRefs: asked % 2 ? [CHECKOUT] : [] };
    };
    await expect(store.reattributeUnmapped(everyOther)).resolves.toBe(225);
    expect(asked).toBe(450);
    const page = await store.listUnmapped({ limit: 200 });
    const next = await store.listUnmapped({
      limit: 200,
      cursor: page.nextCursor!,
    });
    expect(page.rows.length + next.rows.length).toBe(225);
  });
});
