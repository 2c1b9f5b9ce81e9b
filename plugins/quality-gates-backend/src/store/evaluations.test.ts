import { describeEachEngine } from './__testUtils__/testDatabases';
import {
  CHECKOUT,
  makeDeployment,
  makeFact,
  minute,
  owned,
} from './__testUtils__/testFacts';
import {
  ALLOW,
  made,
  makeOutcome,
  makeRow,
} from './__testUtils__/testEvaluations';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';
import type { GateOutcomeRow } from './types';

const LEASE_MS = 1_000;

describeEachEngine('evaluations', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(
    createDatabase,
    opened => {
      store = opened;
    },
    {
      triggerMaxAgeMs: 15 * 60_000,
      now: () => minute(5),
    },
  );

  const claim = async (at = minute(1), owner = 'a') =>
    (
      await store.claimEvaluations({
        owner,
        now: at,
        leaseMs: LEASE_MS,
        limit: 10,
      })
    )[0];
  const decide = (
    id: string,
    fence: number,
    outcomes: GateOutcomeRow[],
    at = minute(1),
  ) =>
    store.saveRound({
      id,
      entityRef: CHECKOUT,
      fence,
      outcomes,
      answer: ALLOW,
      decided: { at, expiresAt: at + 60_000 },
      notices: [
        {
          id: `verdict:${id}`,
          kind: 'verdict-changed',
          entityRef: CHECKOUT,
          payload: { id },
        },
      ],
    });

  it('gives back what was kept, once for the same key while it is valid', async () => {
    const key = { text: 'key', question: 'same' };
    const first = made({ key });
    expect(await store.createEvaluation(first)).toMatchObject({
      id: first.row.id,
      created: true,
    });
    expect(await store.readEvaluation(first.row.id)).toEqual(first.row);
    expect(await store.createEvaluation(made({ key }))).toEqual({
      id: first.row.id,
      created: false,
      sameQuestion: true,
    });
    expect(
      await store.createEvaluation(
        made({ key: { ...key, question: 'other' } }),
      ),
    ).toMatchObject({
      created: false,
      sameQuestion: false,
    });
    const { fence } = await claim();
    await decide(first.row.id, fence, []);
    const late = made({ key, row: makeRow({ createdAt: minute(30) }) });
    expect(await store.createEvaluation(late)).toMatchObject({
      id: late.row.id,
      created: true,
    });
  });

  it('keeps one evaluation when many ask the same at once', async () => {
    const key = { text: 'key', question: 'same' };
    const results = await Promise.all(
      Array.from({ length: 8 }, () => store.createEvaluation(made({ key }))),
    );
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(results.filter(({ created }) => created)).toHaveLength(1);
  });

  it('leases an open evaluation to one owner until the lease runs out, and refuses the late writer', async () => {
    const { row } = made();
    await store.createEvaluation(made({ row }));
    const first = await claim(minute(1), 'a');
    expect(first.outcomes).toEqual([makeOutcome('unit')]);
    expect(await claim(minute(1), 'b')).toBeUndefined();
    const second = await claim(minute(1) + LEASE_MS, 'b');
    expect(second.fence).toBeGreaterThan(first.fence);
    const late = { id: row.id, fence: first.fence };
    expect(await store.renewLease({ ...late, until: minute(9) })).toBe(false);
    const fail = makeOutcome('unit', { outcome: 'fail', done: true });
    expect(await decide(row.id, first.fence, [fail])).toBe(false);
    const pass = makeOutcome('unit', {
      outcome: 'pass',
      done: true,
      measuredAt: minute(1),
    });
    expect(await decide(row.id, second.fence, [pass])).toBe(true);
    expect((await store.readOutcomes([row])).get(row.id)).toEqual([pass]);
    const notices = { now: Date.now(), leaseMs: 1_000, limit: 10 };
    expect(await store.takeNotices(notices)).toMatchObject([
      { id: `verdict:${row.id}`, attempts: 1 },
    ]);
  });

  it('never changes a decided evaluation', async () => {
    const { row } = made();
    await store.createEvaluation(made({ row }));
    const { fence } = await claim();
    await decide(row.id, fence, []);
    const decided = await store.readEvaluation(row.id);
    expect(await decide(row.id, fence, [], minute(3))).toBe(false);
    expect(
      await store.addActs([], {
        wake: { evaluationId: row.id, now: minute(3) },
      }),
    ).toBe(false);
    expect(await claim(minute(90))).toBeUndefined();
    expect(await store.readEvaluation(row.id)).toEqual(decided);
  });

  it('leaves an evaluation due that was woken while somebody worked on it', async () => {
    const { row } = made();
    await store.createEvaluation(made({ row }));
    const first = await claim();
    const report = makeFact('gate-report', 'r', {
      id: 'r',
      gate: 'unit',
      environment: 'production',
      outcome: 'pass',
    });
    await store.tell([owned(report, CHECKOUT)]);
    await store.saveRound({
      id: row.id,
      entityRef: CHECKOUT,
      fence: first.fence,
      outcomes: [],
      answer: row.answer,
      release: { nextAt: minute(100), seenSeq: first.wakeSeq },
      notices: [],
    });
    expect(await claim(minute(6))).toMatchObject({
      woken: true,
      row: { id: row.id },
    });
  });

  it('links a decided evaluation to one successor, however many make one', async () => {
    const { row } = made();
    await store.createEvaluation(made({ row }));
    const { fence } = await claim();
    await decide(row.id, fence, []);
    const next = () =>
      made({ row: makeRow({ supersedes: row.id, chainId: row.id }) });
    const results = await Promise.all(
      [1, 2, 3].map(() => store.createEvaluation(next())),
    );
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    const [{ id }] = results;
    expect((await store.readEvaluation(row.id))!.supersededBy).toBe(id);
    expect((await store.readNewestOf(row.id))?.id).toBe(id);
    expect((await store.readNewestOf(id))?.id).toBe(id);
    expect(await store.readNewestOf('another')).toBeUndefined();
  });

  it('counts outcomes of decided evaluations that are no what-ifs', async () => {
    for (const dryRun of [false, true]) {
      const { row } = made({ row: makeRow({ dryRun }) });
      await store.createEvaluation(made({ row }));
      const { fence } = await claim();
      await decide(row.id, fence, [
        makeOutcome('unit', { outcome: 'fail', done: true }),
      ]);
    }
    const gates = ['production', 'staging'].flatMap(environment =>
      ['unit', 'never-judged'].map(gate => ({ environment, gate })),
    );
    expect(await store.countOutcomes({ entityRef: CHECKOUT, gates })).toEqual([
      { environment: 'production', gate: 'unit', failed: 1, of: 1 },
    ]);
    expect(
      await store.readGateHistory({ entityRef: CHECKOUT, perGate: 5 }),
    ).toMatchObject([
      { gate: 'unit', outcome: 'fail', mode: 'enforce', reportedBy: null },
    ]);
    expect(
      (await store.listEvaluations({ entityRef: CHECKOUT, limit: 5 })).rows,
    ).toHaveLength(1);
  });

  it('lets a young deployment that arrived ask once, and an old one never', async () => {
    const young = owned(
      makeDeployment('young', minute(0), { version: '1' }),
      CHECKOUT,
    );
    const old = owned(
      makeDeployment('old', minute(-30), { version: '1' }),
      CHECKOUT,
    );
    const failed = owned(
      makeDeployment('failed', minute(0), {
        result: 'failure',
        status: 'failure',
      }),
      CHECKOUT,
    );
    await store.tell([young, old, failed]);
    const query = { now: minute(5), leaseMs: 1_000, limit: 10 };
    const triggers = await store.takeTriggers(query);
    expect(triggers).toMatchObject([
      { factKey: 'young', environment: 'production' },
    ]);
    expect(await store.takeTriggers(query)).toEqual([]);
    await store.finishTriggers(triggers);
    await store.tell([young]);
    expect(await store.takeTriggers({ ...query, now: minute(60) })).toEqual([]);
  });

  it('holds a waiver for its version and environment until it ends', async () => {
    const { row } = made();
    await store.createEvaluation(made({ row }));
    const act = {
      id: 'w',
      entityRef: CHECKOUT,
      chainId: row.id,
      evaluationId: row.id,
      environment: 'production',
      version: '1.5.0',
      type: 'waiver',
      gate: 'unit',
      who: 'user:default/a',
      at: minute(0),
      until: minute(10),
      detail: { confirmedBy: null },
    } as const;
    await store.addActs([act], {});
    const query = {
      entityRef: CHECKOUT,
      environment: 'production',
      chainId: 'other',
      version: '1.5.0',
      now: minute(1),
    };
    expect(await store.readActs(query)).toEqual([act]);
    expect(await store.readActs({ ...query, version: '1.6.0' })).toEqual([]);
    expect(await store.readActs({ ...query, environment: 'staging' })).toEqual(
      [],
    );
    expect(await store.readActs({ ...query, now: minute(10) })).toEqual([]);
    expect(await store.confirmWaiver(act, 'user:default/b')).toBe(true);
    expect(await store.confirmWaiver(act, 'user:default/c')).toBe(false);
    expect((await claim()).acts).toMatchObject([
      { detail: { confirmedBy: 'user:default/b' } },
    ]);
  });

  it('gives a notice out again until it is settled', async () => {
    const notice = { id: 'n', kind: 'k', entityRef: CHECKOUT, payload: {} };
    await store.createEvaluation(made({ notices: [notice] }));
    await store.createEvaluation(made({ notices: [notice] }));
    const take = (at: number) =>
      store.takeNotices({ now: at, leaseMs: 1_000, limit: 5 });
    expect(await take(minute(1))).toMatchObject([{ id: 'n', attempts: 1 }]);
    expect(await take(minute(1))).toEqual([]);
    await store.settleNotice('n', { error: 'away', nextAt: minute(2) });
    expect(await take(minute(2))).toMatchObject([
      { attempts: 2, lastError: 'away' },
    ]);
    await store.settleNotice('n', {});
    expect(await take(minute(9))).toEqual([]);
  });

  it('knows who is behind a version, what is open, and what its runs did', async () => {
    const commit = makeFact('commit', 'abc', {
      sha: 'abc',
      parents: [],
      committedAt: minute(0),
      author: 'ada',
    });
    const run = makeFact('run', 'github:h/p/7#2', {
      commit: 'abc',
      attempt: 2,
      actor: 'bob',
      pipeline: 'ci',
      result: 'success',
    });
    const task = makeFact('task', 't', {
      runKey: 'github:h/p/7#2',
      name: 'build',
      result: 'success',
    });
    const before = makeFact('run', 'github:h/p/7#1', {
      commit: 'abc',
      attempt: 1,
      pipeline: 'ci',
      result: 'failure',
    });
    const beforeTask = makeFact('task', 't1', {
      runKey: 'github:h/p/7#1',
      name: 'build',
      result: 'failure',
    });
    const incident = makeFact('incident', 'i', {
      id: 'i',
      openedAt: minute(0),
    });
    const over = makeFact('incident', 'o', {
      id: 'o',
      openedAt: minute(0),
      resolvedAt: minute(1),
    });
    await store.tell(
      [commit, run, task, before, beforeTask, incident, over].map(fact =>
        owned(fact, CHECKOUT),
      ),
    );
    expect(
      await store.readInvolved({
        entityRef: CHECKOUT,
        environment: 'production',
        commit: 'abc',
      }),
    ).toEqual(['ada', 'bob']);
    expect(await store.readOpenIncidents(CHECKOUT, 5)).toMatchObject([
      { id: 'i' },
    ]);
    expect(
      await store.readTasksOfCommit({
        entityRef: CHECKOUT,
        commit: 'abc',
        limit: 10,
      }),
    ).toMatchObject([{ name: 'build', result: 'success', pipeline: 'ci' }]);
  });
});
