import {
  describeEachEngine,
  type TestDatabase,
} from './__testUtils__/testDatabases';
import { createTestStore, type TestStore } from './__testUtils__/testStore';

const KEY = { entityRef: 'component:default/a', requestKey: 'github:h/o/r/7' };

describeEachEngine('answers to deployment requests', createDatabase => {
  let database: TestDatabase;
  let store: TestStore;

  beforeEach(async () => {
    database = await createDatabase();
    store = await createTestStore(database);
  });
  afterEach(() => database.drop());

  const open = (evaluationId = 'e1', now = 1_000) =>
    store.openAnswer({ ...KEY, evaluationId, now });

  it('are one row a request, which knows the newest evaluation', async () => {
    await open();
    await expect(open('e2', 2_000)).resolves.toEqual({
      ...KEY,
      evaluationId: 'e2',
      state: 'open',
      verdict: null,
      reports: 0,
      lastReport: null,
      note: null,
    });
  });

  it('give out no more reports than there are, to however many at once', async () => {
    await open();
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => store.takeReport(KEY, 10)),
    );
    expect(taken.filter(Boolean)).toHaveLength(10);
    await store.settleReport(KEY);
    await store.settleReport(KEY, 'said');
    await expect(open()).resolves.toMatchObject({
      reports: 9,
      lastReport: 'said',
    });
  });

  it('are begun by one of several, and ended once', async () => {
    await open();
    const begin = (from: 'open' | 'answering') =>
      store.beginAnswer(KEY, { verdict: 'approved', from });
    const begun = await Promise.all([begin('open'), begin('open')]);
    expect(begun.filter(Boolean)).toHaveLength(1);
    await expect(begin('answering')).resolves.toBe(true);
    await store.endAnswer(KEY, { state: 'failed', note: '403' });
    await expect(begin('open')).resolves.toBe(true);
    await store.endAnswer(KEY, { state: 'approved' });
    await store.endAnswer(KEY, { state: 'ended', note: 'late' });
    await expect(open()).resolves.toMatchObject({
      state: 'approved',
      note: null,
    });
    await expect(begin('answering')).resolves.toBe(false);
    await expect(store.takeReport(KEY, 10)).resolves.toBe(false);
  });

  it('name each entity that was asked about since then once', async () => {
    await open();
    const second = { ...KEY, requestKey: 'github:h/o/r/8' };
    await store.openAnswer({ ...second, evaluationId: 'e', now: 2_000 });
    const other = { ...KEY, entityRef: 'component:default/b' };
    await store.openAnswer({ ...other, evaluationId: 'e', now: 500 });
    await expect(store.listAskers(500)).resolves.toEqual([
      KEY.entityRef,
      other.entityRef,
    ]);
    await expect(store.listAskers(501)).resolves.toEqual([KEY.entityRef]);
  });

  it('are looked after while they are open, the one looked at longest ago first', async () => {
    await open();
    const other = { ...KEY, requestKey: 'github:h/o/r/8' };
    await store.openAnswer({ ...other, evaluationId: 'e', now: 500 });
    const take = async (now: number, since = 0, failedSince = 0) => {
      const taken = await store.takeOpenAnswers({
        ...{ now, since, failedSince, limit: 1 },
      });
      return taken.map(({ requestKey }) => requestKey);
    };
    await expect(take(2_000)).resolves.toEqual(['github:h/o/r/8']);
    await expect(take(3_000)).resolves.toEqual(['github:h/o/r/7']);
    await expect(take(4_000)).resolves.toEqual(['github:h/o/r/8']);
    await expect(take(5_000, 600)).resolves.toEqual(['github:h/o/r/7']);
    await store.endAnswer(KEY, { state: 'failed' });
    await expect(take(6_000, 600, 1_001)).resolves.toEqual([]);
    await expect(take(6_000, 600, 1_000)).resolves.toEqual([KEY.requestKey]);
    await store.endAnswer(KEY, { state: 'ended' });
    await expect(take(7_000, 600)).resolves.toEqual([]);
  });
});

describeEachEngine('readReport', createDatabase => {
  it('reads one report by its key, of its entity and type', async () => {
    const database = await createDatabase();
    const store = await createTestStore(database);
    const data = { id: '7', environment: 'production' };
    await store.tell([
      {
        fact: {
          ...{ type: 'deployment-request', key: KEY.requestKey, at: 5, data },
          ...{ subject: {}, channel: 'webhook', phase: 'terminal' },
        },
        attribution: { entityRefs: [KEY.entityRef] },
      },
    ]);
    const read = (ref: string, key: string) =>
      store.readReport(ref, 'deployment-request', key);
    await expect(read(KEY.entityRef, KEY.requestKey)).resolves.toMatchObject({
      at: 5,
      data,
    });
    await expect(read(KEY.entityRef, 'other')).resolves.toBeUndefined();
    await expect(read('component:default/b', KEY.requestKey)).resolves.toBe(
      undefined,
    );
    await database.drop();
  });
});
