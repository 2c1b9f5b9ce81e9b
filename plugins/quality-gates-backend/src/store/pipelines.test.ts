import { describeEachEngine } from './__testUtils__/testDatabases';
import { CHECKOUT, makeFact, minute, owned } from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';

const OTHER = 'component:default/cart';

describeEachEngine('reads of pipeline health', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  const run = (
    key: string,
    data = {},
    phase: 'terminal' | 'executing' = 'terminal',
  ) =>
    makeFact(
      'run',
      key,
      {
        pipeline: 'ci',
        commit: 'abc',
        result: 'failure',
        startedAt: minute(0),
        finishedAt: minute(5),
        ...data,
      },
      { phase },
    );
  const task = (runKey: string, name: string, data = {}, rest = {}) =>
    makeFact(
      'task',
      `${runKey}|${name}`,
      { runKey, name, startedAt: minute(1), finishedAt: minute(2), ...data },
      rest,
    );

  it('reads the tasks of several runs, of each run those of its best channel', async () => {
    await store.tell([
      owned(run('a#1')),
      owned(run('b#1')),
      owned(task('a#1', 'unit', {}, { channel: 'webhook' })),
      owned(task('a#1', 'unit span', {}, { channel: 'otlp' })),
      owned(task('b#1', 'lint', {}, { channel: 'webhook' })),
      owned(task('c#1', 'not asked for')),
      owned(task('b#1', 'of another entity'), OTHER),
    ]);
    const tasks = await store.readTasksOfRuns({
      entityRef: CHECKOUT,
      runKeys: ['a#1', 'b#1'],
      limit: 10,
    });
    expect(tasks.map(one => [one.runKey, one.name])).toEqual([
      ['a#1', 'unit span'],
      ['b#1', 'lint'],
    ]);
    const few = { entityRef: CHECKOUT, runKeys: ['a#1', 'b#1'], limit: 1 };
    expect(await store.readTasksOfRuns(few)).toHaveLength(1);
    const none = { entityRef: CHECKOUT, runKeys: [], limit: 1 };
    expect(await store.readTasksOfRuns(none)).toEqual([]);
  });

  it('reads the runs of a commit that are over, and which of their jobs passed', async () => {
    await store.tell([
      owned(run('a#1')),
      owned(
        run('a#2', { attempt: 2, result: 'success', finishedAt: minute(9) }),
      ),
      owned(run('a#3', { attempt: 3 }, 'executing')),
      owned(run('b#1', { commit: 'def' })),
      owned(run('c#1'), OTHER),
      owned(task('a#1', 'lint', { result: 'success' })),
      owned(task('a#1', 'unit', { result: 'failure' })),
    ]);
    const tries = await store.readTries({
      entityRef: CHECKOUT,
      commits: ['abc'],
    });
    expect(tries).toEqual([
      {
        runKey: 'a#1',
        pipeline: 'ci',
        commit: 'abc',
        attempt: 1,
        result: 'failure',
        finishedAt: minute(5),
        passedTasks: ['lint'],
      },
      expect.objectContaining({ runKey: 'a#2', passedTasks: [] }),
    ]);
  });

  it('reads the test reports of commits', async () => {
    const report = (id: string, commit: string) =>
      makeFact('test-report', id, {
        id,
        tool: 'junit',
        commit,
        passed: 1,
        failed: 0,
        skipped: 0,
        flaky: 0,
        cases: [{ name: 'adds', status: 'passed' }],
      });
    await store.tell([owned(report('1', 'abc')), owned(report('2', 'def'))]);
    const found = await store.readTestReports({
      entityRef: CHECKOUT,
      commits: ['abc'],
    });
    expect(found.map(one => one.data.id)).toEqual(['1']);
    expect(found[0].data.cases).toEqual([{ name: 'adds', status: 'passed' }]);
  });

  it('reads the changes merged in a window, its end left out', async () => {
    const change = (id: string, mergedAt?: number) =>
      makeFact('change', id, { id, openedAt: minute(0), mergedAt });
    await store.tell([
      owned(change('1', minute(10))),
      owned(change('2', minute(20))),
      owned(change('3')),
      owned(change('4', minute(12)), OTHER),
    ]);
    const window = { entityRef: CHECKOUT, from: minute(10), to: minute(20) };
    expect(await store.readMergedChanges(window)).toEqual([
      { key: '1', openedAt: minute(0), mergedAt: minute(10) },
    ]);
  });

  it('keeps the digest of more spans, whatever came last', async () => {
    const digest = (spans: number) => ({ spans, failed: [], steps: [] });
    const told = (spans: number, at: number) =>
      owned({
        ...run('a#1', { digest: digest(spans) }),
        at,
        channel: 'otlp' as const,
      });
    await store.tell([told(9, minute(5))]);
    await store.tell([told(3, minute(6))]);
    const { rows } = await store.listRuns({ entityRef: CHECKOUT, limit: 5 });
    expect(rows[0].digest?.spans).toBe(9);
  });

  it('lists runs of several results', async () => {
    await store.tell([
      owned(run('a#1')),
      owned(run('b#1', { result: 'timeout' })),
      owned(run('c#1', { result: 'success' })),
    ]);
    const { rows } = await store.listRuns({
      entityRef: CHECKOUT,
      limit: 5,
      results: ['failure', 'timeout'],
    });
    expect(rows.map(row => row.key).sort()).toEqual(['a#1', 'b#1']);
  });
});
