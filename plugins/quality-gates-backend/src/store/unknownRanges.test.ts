import { describeEachEngine } from './__testUtils__/testDatabases';
import {
  CHECKOUT,
  makeDeployment,
  makeFact,
  minute,
  owned,
} from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';

describeEachEngine('ranges of unknown commits', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  const list = (rest: { since?: number; limit?: number } = {}) =>
    store.listUnknownRanges({
      entityRefs: [CHECKOUT],
      since: minute(0),
      limit: 10,
      ...rest,
    });

  it('are those between one deployment and the next, newest first', async () => {
    await store.tell([
      owned(makeDeployment('1', minute(1), { commit: 'a' })),
      owned(makeDeployment('2', minute(2), { commit: 'b' })),
      owned(makeDeployment('3', minute(3), { commit: 'c' })),
    ]);
    expect(await list()).toEqual([
      { base: 'b', head: 'c' },
      { base: 'a', head: 'b' },
    ]);
    expect(await list({ limit: 1 })).toEqual([{ base: 'b', head: 'c' }]);
    expect(await list({ since: minute(3) })).toEqual([
      { base: 'b', head: 'c' },
    ]);
  });

  it('are told once for two environments, each with its own deployment before', async () => {
    const commits = (key: string, n: number, commit: string) =>
      ['production', 'production-eu'].map(environment =>
        owned(
          makeDeployment(`${key}-${environment}`, minute(n), {
            commit,
            environment,
          }),
        ),
      );
    await store.tell([...commits('1', 1, 'a'), ...commits('2', 2, 'b')]);
    expect(await list()).toEqual([{ base: 'a', head: 'b' }]);
  });

  it('begin where the event says', async () => {
    await store.tell([
      owned(
        makeDeployment('1', minute(1), { commit: 'b', previousCommit: 'a' }),
      ),
    ]);
    expect(await list()).toEqual([{ base: 'a', head: 'b' }]);
  });

  it('are none where commits are named, failed to arrive, are the same, or have no start', async () => {
    await store.tell([
      owned(makeDeployment('1', minute(1), { commit: 'a' })),
      owned(makeDeployment('2', minute(2), { commit: 'a' })),
      owned(makeDeployment('3', minute(3), { commit: 'b', commits: [] })),
      owned(makeDeployment('4', minute(4), { commit: 'c', result: 'failure' })),
    ]);
    expect(await list()).toEqual([]);
  });

  it('end when the commits became known', async () => {
    await store.tell([
      owned(makeDeployment('1', minute(1), { commit: 'a' })),
      owned(makeDeployment('2', minute(2), { commit: 'b' })),
    ]);
    expect(await list()).toHaveLength(1);
    const data = { sha: 'b', parents: ['a'], committedAt: minute(1) };
    await store.tell([owned(makeFact('commit', 'b', data))]);
    expect(await list()).toEqual([]);
  });
});
