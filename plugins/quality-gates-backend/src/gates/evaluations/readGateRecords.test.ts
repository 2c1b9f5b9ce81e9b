import { createSqlite } from '../../store/__testUtils__/testDatabases';
import {
  ALLOW,
  made,
  makeOutcome,
  makeRow,
} from '../../store/__testUtils__/testEvaluations';
import { CHECKOUT, minute } from '../../store/__testUtils__/testFacts';
import {
  createTestStore,
  type TestStore,
} from '../../store/__testUtils__/testStore';
import { readGateRecords } from './readGateRecords';

describe('readGateRecords', () => {
  let database: Awaited<ReturnType<typeof createSqlite>>;
  let store: TestStore;
  beforeEach(async () => {
    database = await createSqlite();
    store = await createTestStore(database, { now: () => minute(5) });
  });
  afterEach(() => database.drop());

  async function evaluate(outcome: 'pass' | 'fail' | 'warn', at: number) {
    const row = makeRow();
    await store.createEvaluation(made({ row }));
    const [{ fence }] = await store.claimEvaluations({
      ...{ owner: 'a', now: minute(1), leaseMs: 1_000, limit: 1 },
    });
    const seen = { outcome, done: true, measuredAt: minute(at) };
    await store.saveRound({
      ...{ id: row.id, entityRef: CHECKOUT, fence, notices: [] },
      ...{ outcomes: [makeOutcome('unit', seen)], answer: ALLOW },
      decided: { at: minute(at), expiresAt: minute(at + 30) },
    });
  }
  const waiting = makeRow({
    policy: {
      ...{
        name: 'production',
        digest: 'of its content',
        origins: {},
        given: {},
      },
      spec: { gates: [{ id: 'unit', type: 'reported', phase: 'pre-deploy' }] },
    },
    answer: { ...ALLOW, decision: 'wait', waitingFor: [{ gate: 'unit' }] },
  });
  const read = async (rows = [waiting], now = minute(100)) =>
    readGateRecords(rows, { store, now });

  it('says nothing of a gate that nobody has seen', async () => {
    const recordOf = await read();
    expect(recordOf('production', 'unit')).toEqual({ failed: 0, of: 0 });
    expect((await read([]))('production', 'unit')).toEqual({
      failed: 0,
      of: 0,
    });
  });

  it('gives the median of how long a gate that is waited for took, the mean of the middle two', async () => {
    await evaluate('pass', 10);
    await evaluate('fail', 60);
    await evaluate('warn', 20);
    expect((await read())('production', 'unit')).toEqual({
      ...{ failed: 1, of: 3 },
      usually: { usuallySeconds: 1200, n: 3 },
    });
    await evaluate('pass', 30);
    const recordOf = await read();
    expect(recordOf('production', 'unit').usually).toEqual({
      usuallySeconds: 1500,
      n: 4,
    });
    expect(recordOf('staging', 'unit')).toEqual({ failed: 0, of: 0 });
  });

  it('forgets how long gates took more than 90 days ago, and asks only of those that are waited for', async () => {
    await evaluate('pass', 10);
    const later = minute(10) + 90 * 86_400_000;
    const usually = async (...call: Parameters<typeof read>) =>
      (await read(...call))('production', 'unit').usually;
    expect(await usually([waiting], later)).toMatchObject({ n: 1 });
    expect(await usually([waiting], later + 1)).toBeUndefined();
    expect(await usually([makeRow({ answer: ALLOW })])).toBeUndefined();
  });
});
