import { describeEachEngine } from './__testUtils__/testDatabases';
import {
  ALLOW,
  made,
  makeOutcome,
  makeRow,
} from './__testUtils__/testEvaluations';
import { CHECKOUT, minute } from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';
import type { EvaluationRow, GateOutcomeRow } from './types';

describeEachEngine('how long gates took', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(
    createDatabase,
    opened => {
      store = opened;
    },
    { now: () => minute(5) },
  );

  /** Saves each look in a round of its own, and decides with the last. */
  async function evaluate(
    looks: readonly GateOutcomeRow[],
    rest: Partial<EvaluationRow> = {},
  ) {
    const row = makeRow(rest);
    await store.createEvaluation(made({ row }));
    const [{ fence }] = await store.claimEvaluations({
      ...{ owner: 'a', now: minute(200), leaseMs: 1_000, limit: 1 },
    });
    for (const [at, look] of looks.entries()) {
      await store.saveRound({
        ...{ id: row.id, entityRef: CHECKOUT, fence, notices: [] },
        outcomes: [look],
        answer: ALLOW,
        ...(at === looks.length - 1 && {
          decided: { at: minute(150), expiresAt: minute(180) },
        }),
      });
    }
  }
  const look = (at: number, rest: Partial<GateOutcomeRow> = {}) =>
    makeOutcome('unit', {
      ...{ outcome: 'pass', done: true, measuredAt: minute(at) },
      ...rest,
    });
  const waits = (at: number) => look(at, { outcome: 'pending', done: false });
  const read = (since = minute(0)) =>
    store.readGateDurations({
      entityRef: CHECKOUT,
      gates: [
        { environment: 'production', gate: 'unit' },
        { environment: 'staging', gate: 'unit' },
      ],
      since,
    });

  it('counts from the question to the look that first said it, however often it was confirmed', async () => {
    await evaluate([waits(3), look(10), look(90)]);
    expect(await read()).toEqual([
      { environment: 'production', gate: 'unit', tookMs: [10 * 60_000] },
    ]);
  });

  it('counts to the look that said something else than before', async () => {
    await evaluate([look(10, { outcome: 'inconclusive' }), look(40)]);
    expect(await read()).toMatchObject([{ tookMs: [40 * 60_000] }]);
  });

  it.each<[string, GateOutcomeRow[], Partial<EvaluationRow>]>([
    ['is open', [waits(3)], {}],
    ['was skipped', [look(3, { outcome: 'skipped' })], {}],
    ['was in a what-if', [look(3)], { dryRun: true }],
    ['was in a successor', [look(3)], { supersedes: 'another' }],
  ])('leaves out a gate that %s', async (_, looks, rest) => {
    await evaluate(looks, rest);
    expect(await read()).toEqual([]);
  });

  it('gives the newest 30 of those since an instant, newest first', async () => {
    for (let at = 1; at <= 32; at += 1) await evaluate([look(at)]);
    const [{ tookMs }] = await read();
    expect(tookMs).toHaveLength(30);
    expect(tookMs[0]).toBe(32 * 60_000);
    expect(await read(minute(31))).toMatchObject([
      { tookMs: [32 * 60_000, 31 * 60_000] },
    ]);
    expect(await read(minute(33))).toEqual([]);
  });
});
