import { dumpTables } from './__testUtils__/testTables';
import { describeEachEngine } from './__testUtils__/testDatabases';
import { CHECKOUT, makeFact, minute, owned } from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';
import { migrate, migrationsDirectory } from './migrate';

describeEachEngine('the tasks of a run', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  const task = (key: string, data = {}, rest = {}) =>
    owned(
      makeFact(
        'task',
        key,
        { runKey: 'r#1', name: key, result: 'success', ...data },
        { at: minute(1), channel: 'webhook', reportedBy: 'ci', ...rest },
      ),
    );
  const rows = () => store.knex('run_tasks').select('*');
  /** Undoes a migration and those after it, newest first. */
  const goBackTo = async (name: string) => {
    const directory = migrationsDirectory();
    const [completed] = await store.knex.migrate.list({ directory });
    const names: string[] = completed.map((one: { name: string }) => one.name);
    for (const one of names.reverse()) {
      await store.knex.migrate.down({ directory, name: one });
      if (one === name) return;
    }
  };

  it('are one row, whatever told of them and however often', async () => {
    await store.tell([task('unit'), task('lint', { result: 'failure' })]);
    await store.tell([task('e2e', {}, { reportedBy: 'another' })]);
    await store.tell([task('unit')]);
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ entity_ref: CHECKOUT, run_key: 'r#1' });
    expect(Number(row.task_count)).toBe(3);
    expect(JSON.parse(row.passed)).toEqual(['e2e', 'unit']);
    const tasks = await store.readTasks(CHECKOUT, 'r#1');
    expect(tasks.map(one => [one.key, one.result, one.reportedBy])).toEqual([
      ['e2e', 'success', 'another'],
      ['lint', 'failure', 'ci'],
      ['unit', 'success', 'ci'],
    ]);
  });

  it('without a result or a start are unknown, and come last', async () => {
    await store.tell([
      task('a', { result: undefined }, { phase: 'executing' }),
      task('b', { startedAt: minute(1) }),
    ]);
    const tasks = await store.readTasks(CHECKOUT, 'r#1');
    expect(tasks).toMatchObject([
      { key: 'b', phase: 'terminal', result: 'success' },
      { key: 'a', phase: 'executing', result: 'unknown' },
    ]);
  });

  it('are bounded, the same ones whatever came first', async () => {
    const names = Array.from({ length: 2010 }, (_, n) => `${10_000 + n}`);
    const [some, more] = [names.slice(0, 1500), names.slice(1500)];
    await store.tell(more.map(name => task(name)));
    await store.tell(some.map(name => task(name)));
    const tasks = await store.readTasks(CHECKOUT, 'r#1');
    expect(tasks.map(one => one.key)).toEqual(names.slice(0, 2000));
    const dump = await dumpTables(store.knex, ['run_tasks']);
    await store.knex('run_tasks').delete();
    await store.tell(some.map(name => task(name)));
    await store.tell(more.map(name => task(name)));
    expect(await dumpTables(store.knex, ['run_tasks'])).toEqual(dump);
  });

  it('are read of as many runs as are asked for, and no further', async () => {
    for (const run of ['a', 'b', 'c', 'd']) {
      const own = [1, 2, 3].map(n => task(`${run}${n}`, { runKey: run }));
      await store.tell(own);
    }
    const read = async (limit: number) => {
      const tasks = await store.readTasksOfRuns({
        entityRef: CHECKOUT,
        runKeys: ['a', 'b', 'd'],
        limit,
      });
      return tasks.map(one => one.key).join();
    };
    expect(await read(9)).toBe('a1,a2,a3,b1,b2,b3,d1,d2,d3');
    expect(await read(4)).toBe('a1,a2,a3,b1');
    expect(await read(3)).toBe('a1,a2,a3');
  });

  it('stay when the tables go back and forth', async () => {
    await store.tell([task('unit')]);
    const before = await dumpTables(store.knex, ['run_tasks']);
    await goBackTo('20261122002000_tasks_by_run.js');
    const [{ bucket_day, heard_at }] = await rows();
    expect(Number(bucket_day)).toBe(Math.floor(Number(heard_at) / 86_400_000));
    await migrate(store.knex);
    expect(await dumpTables(store.knex, ['run_tasks'])).toEqual(before);
    await store.tell([task('lint')]);
    const tasks = await store.readTasks(CHECKOUT, 'r#1');
    expect(tasks.map(one => one.key)).toEqual(['lint', 'unit']);
  });

  it('that were a row each move, with who said what', async () => {
    const { knex } = store;
    await goBackTo('20261121120000_tasks_of_a_run.js');
    const common = {
      entity_ref: CHECKOUT,
      bucket_day: 3,
      run_key: 'r#1',
      reported_by: 'ci',
      heard_at: minute(5),
    };
    const said = (more: object) =>
      JSON.stringify({ by: [minute(4), 2, 'webhook'], ...more });
    await knex('run_identity').insert({ run_key: 'r#1', bucket_day: 3 });
    await knex('task_run').insert([
      {
        ...common,
        task_key: 'unit',
        name: 'unit "1"',
        result: 'failure',
        phase: 'terminal',
        trust: 1,
        started_at: minute(2),
        finished_at: minute(4),
        url: 'https://ci.example.com/1',
        said: said({ more: [[minute(9), 1, 'plain', { url: 'later' }]] }),
      },
      {
        ...common,
        task_key: 'lint',
        name: 'lint',
        result: 'success',
        phase: 'terminal',
        trust: 1,
        started_at: minute(1),
        said: said({}),
      },
    ]);
    await migrate(knex);

    const [{ passed, heard_at, task_count }] = await rows();
    expect(JSON.parse(passed)).toEqual(['lint']);
    expect([Number(heard_at), Number(task_count)]).toEqual([minute(5), 2]);
    expect(await store.readTasks(CHECKOUT, 'r#1')).toMatchObject([
      { key: 'lint', result: 'success', startedAt: minute(1) },
      {
        key: 'unit',
        name: 'unit "1"',
        phase: 'terminal',
        reportedBy: 'ci',
        result: 'failure',
        url: 'https://ci.example.com/1',
      },
    ]);
    // Older than what is known, so that it changes nothing but what nobody had said.
    await store.tell([
      task('unit', { result: 'success', stage: 'test' }, { at: minute(3) }),
    ]);
    expect(await store.readTasks(CHECKOUT, 'r#1')).toMatchObject([
      { key: 'lint' },
      { key: 'unit', name: 'unit "1"', result: 'failure', stage: 'test' },
    ]);
  });
});
