import { mockServices } from '@backstage/backend-test-utils';
import { createRetention } from '../createRetention';
import { describeEachEngine } from './__testUtils__/testDatabases';
import { makeOutcome, makeRow } from './__testUtils__/testEvaluations';
import { CHECKOUT, minute } from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';
import type { EvaluationRow } from './types';

const OLD = minute(0);
/** Everything before this is to be forgotten. */
const BEFORE = minute(1_000);
const YOUNG = minute(2_000);

describeEachEngine('forgetting', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  /** A decided evaluation of some version, unless told to stay open. */
  async function keep(
    version: string,
    options: {
      readonly at?: number;
      readonly expiresAt?: number;
      readonly open?: boolean;
      readonly row?: Partial<EvaluationRow>;
    } = {},
  ): Promise<string> {
    const { at = OLD, expiresAt = at + 1, row: rest } = options;
    const plain = makeRow();
    const row = makeRow({
      question: { ...plain.question, version },
      ...{ createdAt: at, chainCreatedAt: at, nextAt: at },
      ...rest,
    });
    const act = {
      ...{ id: `asked-${row.id}`, entityRef: CHECKOUT, chainId: row.chainId },
      ...{ evaluationId: row.id, environment: 'production', version },
      ...{ type: 'asked' as const, gate: null, who: 'ci', at },
      ...{ until: null, detail: {} },
    };
    await store.createEvaluation({
      ...{ row, acts: [act], notices: [] },
      outcomes: [makeOutcome('unit')],
      key: { text: row.id, question: version },
    });
    if (options.open) return row.id;
    const [{ fence }] = await store.claimEvaluations({
      ...{ owner: 'me', now: at, leaseMs: 1_000, limit: 1 },
    });
    await store.saveRound({
      ...{ id: row.id, entityRef: CHECKOUT, fence },
      outcomes: [makeOutcome('unit', { outcome: 'pass', done: true })],
      answer: row.answer,
      decided: { at, expiresAt },
      notices: [
        { id: row.id, kind: 'verdict', entityRef: CHECKOUT, payload: {} },
      ],
    });
    return row.id;
  }

  async function forgetAll(limit = 10) {
    let forgotten = 0;
    let after;
    do {
      const swept = await store.forgetEvaluations({
        ...{ before: BEFORE, limit, after },
      });
      forgotten += swept.forgotten;
      after = swept.next;
    } while (after);
    return forgotten;
  }

  const isThere = async (id: string) =>
    (await store.readEvaluation(id)) !== undefined;

  it('takes an old evaluation with its outcomes, key and acts, once a newer one about the version is decided', async () => {
    const old = await keep('1');
    const newer = await keep('1', { at: OLD + 1 });
    expect(await forgetAll()).toBe(1);
    expect(await isThere(old)).toBe(false);
    expect(await isThere(newer)).toBe(true);
    for (const table of ['gate_outcome', 'evaluation_key', 'evaluation_act']) {
      expect([table, await store.knex(table).pluck('evaluation_id')]).toEqual([
        table,
        [newer],
      ]);
    }
    expect(await forgetAll()).toBe(0);
  });

  it('keeps the newest decided evaluation of each version and phase', async () => {
    const { question } = makeRow();
    const ids = [
      await keep('1'),
      await keep('2'),
      await keep('1', {
        at: OLD + 1,
        row: { question: { ...question, version: '1', phase: 'post-deploy' } },
      }),
      await keep('1', {
        at: OLD + 2,
        row: { question: { ...question, version: '1', environment: 'qa' } },
      }),
    ];
    await keep('1', { at: OLD + 3, open: true });
    expect(await forgetAll()).toBe(0);
    for (const id of ids) expect(await isThere(id)).toBe(true);
  });

  it('keeps open, young and valid ones, and every other one of their chains', async () => {
    const chain = (of: string) => ({ chainId: of });
    const first = await keep('1');
    const open = await keep('1', {
      ...{ at: OLD + 1, open: true, row: chain(first) },
    });
    await keep('1', { at: OLD + 2 });
    expect(await forgetAll()).toBe(0);
    const valid = await keep('2', { expiresAt: YOUNG });
    await keep('2', { at: OLD + 1 });
    const young = await keep('3', { at: YOUNG });
    await keep('3', { at: YOUNG + 1 });
    expect(await forgetAll()).toBe(0);
    for (const id of [first, open, valid, young]) {
      expect(await isThere(id)).toBe(true);
    }
  });

  it('keeps what an answer to a deployment request names until the answer goes', async () => {
    const old = await keep('1');
    await keep('1', { at: OLD + 1 });
    const key = { entityRef: CHECKOUT, requestKey: 'r' };
    await store.openAnswer({ ...key, evaluationId: old, now: OLD });
    expect(await forgetAll()).toBe(0);
    const query = { before: BEFORE, limit: 10 };
    expect(await store.forgetAnswers(query)).toBe(0);
    await store.endAnswer(key, { state: 'ended' });
    expect(await store.forgetAnswers({ ...query, before: OLD })).toBe(0);
    expect(await store.forgetAnswers(query)).toBe(1);
    expect(await forgetAll()).toBe(1);
  });

  it('takes what-ifs, however new, and keeps no version for them', async () => {
    const real = await keep('1');
    const whatIf = await keep('1', { at: OLD + 1, row: { dryRun: true } });
    expect(await forgetAll()).toBe(1);
    expect([await isThere(real), await isThere(whatIf)]).toEqual([true, false]);
  });

  it('takes notices that are sent or have failed, and never one that waits', async () => {
    for (const version of ['1', '2', '3']) await keep(version);
    const [sent, failed] = await store.takeNotices({
      ...{ now: OLD, leaseMs: 1, limit: 2 },
    });
    await store.settleNotice(sent.id, {});
    await store.settleNotice(failed.id, { error: 'no' });
    const query = { before: BEFORE, limit: 1 };
    expect(await store.forgetNotices({ ...query, before: OLD })).toBe(0);
    expect(await store.forgetNotices(query)).toBe(1);
    expect(await store.forgetNotices(query)).toBe(1);
    expect(await store.forgetNotices(query)).toBe(0);
    const { rows } = await store.listNotices({ limit: 5 });
    expect(rows.map(({ state }) => state)).toEqual(['waiting']);
  });

  it('looks at a bounded part in each transaction, and comes to the end', async () => {
    for (let n = 0; n < 5; n++) await keep('1', { at: OLD + n });
    const one = await store.forgetEvaluations({ before: BEFORE, limit: 2 });
    expect(one).toMatchObject({ forgotten: 2, next: { decidedAt: OLD + 1 } });
    expect(await forgetAll(2)).toBe(2);
  });

  it('happens once an hour on one replica, as retention.facts says', async () => {
    await keep('1');
    await keep('1', { at: OLD + 1 });
    const scheduled: { run?: () => Promise<void> } = {};
    const logger = mockServices.logger.mock();
    await createRetention({
      config: {
        retention: { facts: 1_000, tasks: 0, traces: 0, deliveries: 0 },
      },
      ...{ logger, store, now: () => BEFORE + 1_000 },
      scheduler: {
        async scheduleTask({ scope, fn }) {
          expect(scope).toBe('global');
          scheduled.run = async () => fn(new AbortController().signal);
        },
      },
    });
    await scheduled.run!();
    expect(await store.knex('evaluation').pluck('version')).toEqual(['1']);
    expect(logger.info).toHaveBeenCalledWith(expect.any(String), {
      ...{ answers: 0, notices: 0, evaluations: 1 },
    });
  });
});
