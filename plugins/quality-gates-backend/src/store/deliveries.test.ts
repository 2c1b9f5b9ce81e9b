import { InputError } from '@backstage/errors';
import { deliveryId } from './deliveries';
import { describeEachEngine } from './__testUtils__/testDatabases';
import {
  CHECKOUT,
  makeDelivery,
  makeDeployment,
  minute,
  orphaned,
  owned,
} from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';
import type { DeliveryOutcome } from './types';

const ignored: DeliveryOutcome = { state: 'ignored', facts: [] };

describeEachEngine('deliveries', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  it('have an id that follows from source and external id', async () => {
    const [accepted] = await store.acceptDeliveries([makeDelivery('7')]);
    expect(accepted).toEqual({
      deliveryId: deliveryId('plain/ci', '7'),
      duplicate: false,
      sameBody: true,
    });
    expect(accepted.deliveryId).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });

  it('are kept once, also when a batch repeats them', async () => {
    await store.acceptDeliveries([makeDelivery('1')]);
    const answers = await store.acceptDeliveries([
      makeDelivery('1'),
      makeDelivery('2'),
      makeDelivery('1', { body: 'other' }),
      makeDelivery('2'),
      makeDelivery('2', { body: 'other' }),
      makeDelivery('2', { source: 'plain/cd' }),
    ]);
    expect(
      answers.map(({ duplicate, sameBody }) => [duplicate, sameBody]),
    ).toEqual([
      [true, true],
      [false, true],
      [true, false],
      [true, true],
      [true, false],
      [false, true],
    ]);
    const { rows } = await store.listDeliveries({ limit: 50 });
    expect(rows).toHaveLength(3);
  });

  it('are understood as they arrived, oldest first', async () => {
    await store.acceptDeliveries([
      makeDelivery('late', { receivedAt: minute(2) }),
      makeDelivery('early', {
        receivedAt: minute(1),
        headers: { 'x-github-event': 'push' },
        body: '{"a":"ü"}',
      }),
    ]);
    const seen = jest.fn(() => [ignored]);
    await expect(store.processDeliveries(1, seen)).resolves.toBe(1);
    expect(seen).toHaveBeenCalledWith([
      {
        source: 'plain/ci',
        kind: 'deployments',
        sender: 'ci',
        headers: { 'x-github-event': 'push' },
        body: Buffer.from('{"a":"ü"}'),
        receivedAt: minute(1),
      },
    ]);
  });

  it('are worked off until none waits', async () => {
    await store.acceptDeliveries([makeDelivery('1'), makeDelivery('2')]);
    const understand = (all: readonly unknown[]) => all.map(() => ignored);
    await expect(store.processDeliveries(10, understand)).resolves.toBe(2);
    await expect(store.processDeliveries(10, understand)).resolves.toBe(0);
  });

  it('tell what became of them', async () => {
    const id = await store.tell([
      owned(makeDeployment('d1', minute(1)), CHECKOUT),
      orphaned(makeDeployment('d2', minute(1))),
    ]);
    await expect(store.readDelivery(id)).resolves.toEqual({
      id,
      source: 'plain/ci',
      kind: 'deployments',
      sender: 'ci',
      state: 'unmapped',
      reason: null,
      facts: [
        { type: 'deployment', key: 'd1', entityRefs: [CHECKOUT] },
        { type: 'deployment', key: 'd2', entityRefs: [] },
      ],
      receivedAt: minute(500),
      processedAt: minute(600),
    });
  });

  it('stay received when understanding them throws, and the error passes', async () => {
    const [{ deliveryId: id }] = await store.acceptDeliveries([
      makeDelivery('1'),
    ]);
    const failure = new InputError('No such field');
    await expect(
      store.processDeliveries(10, () => {
        throw failure;
      }),
    ).rejects.toBe(failure);
    await expect(store.readDelivery(id)).resolves.toMatchObject({
      state: 'received',
    });
  });

  it('can be replayed, which stores nothing new', async () => {
    const facts = [owned(makeDeployment('d1', minute(1)))];
    const id = await store.tell(facts);
    const before = await store.knex('deployment').select('said', 'heard_at');
    await expect(store.replayDelivery(id)).resolves.toBe(true);
    await store.processDeliveries(1, () => [{ state: 'stored', facts }]);
    await expect(
      store.knex('deployment').select('said', 'heard_at'),
    ).resolves.toEqual(before);
  });

  it('cannot be replayed when they do not exist or their body is gone', async () => {
    await expect(store.replayDelivery('nobody')).resolves.toBe(false);
    await expect(store.readDelivery('nobody')).resolves.toBeUndefined();
    const id = await store.tell([]);
    await store.knex('delivery').where({ id }).update({ body: null });
    await expect(store.replayDelivery(id)).resolves.toBe(false);
  });

  it('are listed newest first, page by page, by state and source', async () => {
    await store.acceptDeliveries(
      [1, 2, 3, 4, 5].map(n =>
        makeDelivery(`${n}`, {
          receivedAt: minute(n < 4 ? 1 : n),
          source: n === 5 ? 'github' : 'plain/ci',
        }),
      ),
    );
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.listDeliveries({ limit: 2, cursor });
      ids.push(...page.rows.map(row => row.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(ids).size).toBe(5);
    expect(ids.slice(0, 2)).toEqual([
      deliveryId('github', '5'),
      deliveryId('plain/ci', '4'),
    ]);
    const own = await store.listDeliveries({ source: 'github', limit: 9 });
    expect(own.rows).toHaveLength(1);
    const failed = await store.listDeliveries({ state: 'failed', limit: 9 });
    expect(failed).toEqual({ rows: [], nextCursor: null });
  });

  it('refuse a cursor that is none', async () => {
    await expect(
      store.listDeliveries({ limit: 1, cursor: 'nonsense' }),
    ).rejects.toThrow(InputError);
  });

  it('are kept with hostile names', async () => {
    const [{ deliveryId: id }] = await store.acceptDeliveries([
      makeDelivery('k'.repeat(9000), { kind: 'a\u0000b', sender: 'x\uD800' }),
    ]);
    await expect(store.readDelivery(id)).resolves.toMatchObject({
      kind: 'ab',
      sender: 'x\uFFFD',
    });
  });
});
