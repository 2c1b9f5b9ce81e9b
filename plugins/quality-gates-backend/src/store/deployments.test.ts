import { describeEachEngine } from './__testUtils__/testDatabases';
import {
  CHECKOUT,
  makeDeployment,
  minute,
  owned,
} from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';

describeEachEngine('deployments', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  const list = async () =>
    (await store.listDeployments({ entityRef: CHECKOUT, limit: 50 })).rows;

  it('come back as they were sent', async () => {
    const fact = makeDeployment(
      'd1',
      minute(10),
      {
        version: '1.2.3',
        commit: 'abc',
        startedAt: minute(5),
        url: 'https://ci.example.com/1',
        commits: [{ sha: 'abc', committedAt: minute(1), author: 'ada' }],
      },
      { reportedBy: 'ci' },
    );
    await store.tell([owned(fact)]);
    expect(await list()).toEqual([
      {
        entityRef: CHECKOUT,
        key: 'd1',
        id: 'd1',
        environment: 'production',
        version: '1.2.3',
        commit: 'abc',
        startedAt: minute(5),
        finishedAt: minute(10),
        occurredAt: minute(10),
        url: 'https://ci.example.com/1',
        status: 'success',
        result: 'success',
        phase: 'terminal',
        reached: true,
        reportedBy: 'ci',
        inferredRollbackOf: null,
        commitsFrom: 'event',
        negativeLeadTimes: 0,
      },
    ]);
  });
});
