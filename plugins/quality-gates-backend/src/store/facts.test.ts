import { describeEachEngine } from './__testUtils__/testDatabases';
import {
  CHECKOUT,
  makeDeployment,
  makeFact,
  minute,
  owned,
} from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';

const CART = 'component:default/cart';

describeEachEngine('facts', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  it('of one run from a webhook and a trace are one run', async () => {
    await store.tell([
      owned(
        makeFact(
          'run',
          'r1',
          { result: 'failure', startedAt: minute(2), traceId: 'bb' },
          { channel: 'otlp' },
        ),
        CHECKOUT,
        CART,
      ),
    ]);
    await store.tell([
      owned(
        makeFact(
          'run',
          'r1',
          {
            pipeline: 'build',
            attempt: 2,
            result: 'success',
            startedAt: minute(3),
            finishedAt: minute(9),
            pullRequest: '7',
            defaultBranch: false,
          },
          { channel: 'webhook' },
        ),
      ),
      owned(makeFact('run', 'r1', { traceId: 'aa' }, { channel: 'otlp' })),
    ]);
    const { rows } = await store.listRuns({ entityRef: CHECKOUT, limit: 9 });
    expect(rows).toEqual([
      {
        id: Buffer.from('r1').toString('base64url'),
        entityRef: CHECKOUT,
        key: 'r1',
        entityRefs: [CART, CHECKOUT],
        pipeline: 'build',
        attempt: 2,
        result: 'success',
        phase: 'terminal',
        pullRequest: '7',
        defaultBranch: false,
        startedAt: minute(2),
        finishedAt: minute(9),
        traceIds: ['aa', 'bb'],
        reportedBy: null,
      },
    ]);
    await expect(store.readRun(CHECKOUT, rows[0].id)).resolves.toEqual(rows[0]);
  });

  it.each(['', 'nobody', 'AAAA', '%%%'])(
    'have no run under the id "%s"',
    async id => {
      await expect(store.readRun(CHECKOUT, id)).resolves.toBeUndefined();
    },
  );

  it('of runs are listed by pipeline, branch, result and time, page by page', async () => {
    const long = 'deploy '.repeat(100);
    await store.tell(
      [1, 2, 3, 4].map(n =>
        owned(
          makeFact('run', `r${n}`, {
            pipeline: n === 4 ? `${long}4` : long,
            branch: n === 2 ? 'topic' : 'main',
            result: n === 3 ? 'failure' : 'success',
            startedAt: minute(n < 3 ? 1 : n),
          }),
        ),
      ),
    );
    const keys = async (query: object) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.listRuns({
          entityRef: CHECKOUT,
          limit: 1,
          cursor,
          ...query,
        });
        found.push(...page.rows.map(row => row.key));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return found;
    };
    expect(await keys({})).toEqual(['r4', 'r3', 'r2', 'r1']);
    expect(await keys({ pipeline: long })).toEqual(['r3', 'r2', 'r1']);
    expect(await keys({ branch: 'topic' })).toEqual(['r2']);
    expect(await keys({ result: 'failure' })).toEqual(['r3']);
    expect(await keys({ from: minute(1), to: minute(4) })).toEqual([
      'r3',
      'r2',
      'r1',
    ]);
  });

  it('of tasks come from the most trusted channel that has any', async () => {
    const task = (
      key: string,
      channel: 'otlp' | 'webhook' | 'plain',
      startedAt: number,
    ) =>
      owned(
        makeFact(
          'task',
          key,
          { runKey: 'r1', name: key, startedAt, result: 'success' },
          { channel },
        ),
      );
    await store.tell([task('w1', 'webhook', minute(1))]);
    await store.tell([task('p1', 'plain', minute(1))]);
    const names = async () =>
      (await store.readTasks(CHECKOUT, 'r1')).map(row => row.name);
    expect(await names()).toEqual(['w1']);
    await store.tell([
      task('o2', 'otlp', minute(3)),
      task('o1', 'otlp', minute(2)),
    ]);
    expect(await names()).toEqual(['o1', 'o2']);
    await expect(store.readTasks(CART, 'r1')).resolves.toEqual([]);
  });

  it('of a task stay one row when its times are corrected to another day', async () => {
    const task = (startedAt: number) =>
      owned(makeFact('task', 't', { runKey: 'r1', name: 'build', startedAt }));
    await store.tell([task(minute(0))]);
    await store.tell([task(minute(-3000))]);
    const rows = await store.readTasks(CHECKOUT, 'r1');
    expect(rows).toMatchObject([{ startedAt: minute(-3000) }]);
  });

  it('of incidents come back with what is known of them', async () => {
    await store.tell([
      owned(
        makeFact(
          'incident',
          'plain:ci/i1',
          {
            id: 'i1',
            openedAt: minute(5),
            labels: { cause: 'network' },
            deploymentId: 'd1',
          },
          { at: minute(5), phase: 'executing', reportedBy: 'ci' },
        ),
      ),
      owned(
        makeFact(
          'incident',
          'plain:ci/i2',
          { id: 'i2', resolvedAt: minute(9) },
          { at: minute(9) },
        ),
      ),
    ]);
    const { rows } = await store.listIncidents({
      entityRef: CHECKOUT,
      limit: 9,
    });
    expect(rows).toEqual([
      {
        entityRef: CHECKOUT,
        key: 'plain:ci/i2',
        id: 'i2',
        openedAt: minute(9),
        resolvedAt: minute(9),
        reportedBy: null,
      },
      {
        entityRef: CHECKOUT,
        key: 'plain:ci/i1',
        id: 'i1',
        openedAt: minute(5),
        labels: { cause: 'network' },
        deploymentId: 'd1',
        reportedBy: 'ci',
      },
    ]);
  });

  it('of incidents are open again when a later message says so', async () => {
    const incident = (
      data: object,
      at: number,
      phase: 'executing' | 'terminal',
    ) =>
      owned(makeFact('incident', 'i1', { id: 'i1', ...data }, { at, phase }));
    await store.tell([
      incident({ openedAt: minute(1) }, minute(7), 'executing'),
      incident(
        { openedAt: minute(1), resolvedAt: minute(5) },
        minute(5),
        'terminal',
      ),
    ]);
    const { rows } = await store.listIncidents({
      entityRef: CHECKOUT,
      limit: 9,
    });
    expect(rows[0]).not.toHaveProperty('resolvedAt');
  });

  it('of incidents are read by time or by the deployment they name', async () => {
    const incident = (id: string, openedAt: number, deploymentId?: string) =>
      owned(makeFact('incident', id, { id, openedAt, deploymentId }));
    await store.tell([
      incident('old', minute(1)),
      incident('named', minute(2), 'd1'),
      incident('new', minute(10)),
    ]);
    const rows = await store.readIncidentHistory({
      entityRefs: [CHECKOUT, CART],
      since: minute(10),
      deploymentIds: ['d1'],
    });
    expect(rows.map(row => row.key)).toEqual(['named', 'new']);
  });

  it('of gates are read newest first, so many of each gate', async () => {
    const report = (
      key: string,
      gate: string,
      at: number,
      environment: string,
    ) =>
      owned(
        makeFact(
          'gate-report',
          key,
          {
            id: key,
            gate,
            environment,
            outcome: 'pass',
            value: 0.83,
            limit: 0.8,
          },
          { at, reportedBy: 'ci' },
        ),
      );
    await store.tell([
      report('c1', 'coverage', minute(1), 'production'),
      report('c2', 'coverage', minute(2), 'production'),
      report('c3', 'coverage', minute(3), 'staging'),
      report('s1', 'scan', minute(0), 'production'),
    ]);
    const keys = async (environments?: string[]) =>
      (
        await store.readGateReports({
          entityRef: CHECKOUT,
          environments,
          perGate: 2,
        })
      ).map(row => row.key);
    expect(await keys()).toEqual(['c3', 'c2', 's1']);
    expect(await keys(['production'])).toEqual(['c2', 'c1', 's1']);
    const page = await store.listGateReports({
      entityRef: CHECKOUT,
      gate: 'coverage',
      limit: 2,
    });
    expect(page.rows.map(row => row.key)).toEqual(['c3', 'c2']);
    expect(page.rows[0]).toEqual({
      entityRef: CHECKOUT,
      key: 'c3',
      id: 'c3',
      gate: 'coverage',
      environment: 'staging',
      outcome: 'pass',
      value: 0.83,
      limit: 0.8,
      at: minute(3),
      reportedBy: 'ci',
    });
    const rest = await store.listGateReports({
      entityRef: CHECKOUT,
      gate: 'coverage',
      limit: 2,
      cursor: page.nextCursor!,
    });
    expect(rest.rows.map(row => row.key)).toEqual(['c1']);
  });

  it('say which environments and sources an entity has', async () => {
    await store.tell(
      [
        owned(makeDeployment('d1', minute(1), { environment: 'staging' })),
        owned(makeDeployment('d2', minute(1))),
        owned(makeFact('run', 'r1', {}), CART),
      ],
      { receivedAt: minute(9) },
    );
    await store.tell([owned(makeDeployment('d2', minute(1)))], {
      receivedAt: minute(8),
    });
    await expect(store.readEnvironments([CHECKOUT, CART])).resolves.toEqual(
      new Map([[CHECKOUT, ['production', 'staging']]]),
    );
    await expect(store.readFirstFacts(CHECKOUT)).resolves.toEqual({
      deployment: minute(8),
    });
    await expect(store.readFirstFacts(CART)).resolves.toEqual({
      run: minute(9),
    });
  });

  it('mark their entities as changed each time', async () => {
    const fact = owned(makeFact('run', 'r1', {}));
    await store.tell([fact]);
    await store.tell([fact]);
    const marks = await store.knex('dirty_entity').select('entity_ref', 'seq');
    expect(marks.map(mark => [mark.entity_ref, Number(mark.seq)])).toEqual([
      [CHECKOUT, 2],
    ]);
  });

  it('with hostile content neither fail nor spoil the facts beside them', async () => {
    const nasty = 'x\u0000\uD800'.repeat(3000);
    await store.tell([
      owned(makeDeployment(nasty, NaN, { environment: nasty, version: nasty })),
      owned(makeFact('run', nasty, { pipeline: nasty, attempt: Infinity })),
      owned(
        makeFact('task', nasty, { runKey: nasty, name: nasty, stage: nasty }),
      ),
      owned(makeDeployment('good', minute(1))),
    ]);
    const { rows } = await store.listDeployments({
      entityRef: CHECKOUT,
      limit: 9,
    });
    expect(rows).toHaveLength(2);
    const runs = await store.listRuns({ entityRef: CHECKOUT, limit: 9 });
    expect(runs.rows).toMatchObject([{ attempt: 1 }]);
    await expect(
      store.readTasks(CHECKOUT, runs.rows[0].key),
    ).resolves.toHaveLength(1);
  });
});
