import { describeEachEngine } from './__testUtils__/testDatabases';
import { made, makeRow } from './__testUtils__/testEvaluations';
import { CHECKOUT, minute } from './__testUtils__/testFacts';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';
import type { EvaluationAct, EvaluationRow } from './types';

describeEachEngine('what people did about evaluations', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(
    createDatabase,
    opened => {
      store = opened;
    },
    { now: () => minute(5) },
  );

  const act = (
    of: EvaluationRow,
    id: string,
    rest: Partial<EvaluationAct> = {},
  ): EvaluationAct => ({
    ...{ id, entityRef: CHECKOUT, chainId: of.chainId, evaluationId: of.id },
    ...{ environment: 'production', version: '1.5.0', type: 'claim' },
    ...{ gate: 'unit', who: 'user:default/ada', at: minute(1), until: null },
    detail: {},
    ...rest,
  });

  it('is read for several evaluations at once: each its chain, and the waivers that held for its version then', async () => {
    const first = makeRow({ decidedAt: minute(10) });
    const other = makeRow();
    for (const row of [first, other]) {
      await store.createEvaluation(made({ row }));
    }
    const waiver = { type: 'waiver', until: minute(20) } as const;
    await store.addActs(
      [
        act(first, 'looks-at-first'),
        act(first, 'waived', { ...waiver, at: minute(2) }),
        act(other, 'looks-at-other', { at: minute(3) }),
        act(other, 'of-another-version', { ...waiver, version: '1.6.0' }),
      ],
      {},
    );
    const read = async (now: number) => {
      const acts = await store.readActsOf([first, other], now);
      return [first, other].map(({ id }) => acts.get(id)?.map(one => one.id));
    };
    const own = ['of-another-version', 'waived', 'looks-at-other'];
    expect(await read(minute(15))).toEqual([['looks-at-first', 'waived'], own]);
    expect(await read(minute(30))).toEqual([
      ['looks-at-first', 'waived'],
      ['of-another-version', 'looks-at-other'],
    ]);
    expect(await store.readActsOf([], minute(15))).toEqual(new Map());
  });

  it('is bounded: the newest 500 of an evaluation', async () => {
    const row = makeRow();
    await store.createEvaluation(made({ row }));
    const acts = Array.from({ length: 501 }, (_, at) =>
      act(row, `act-${at}`, { at: minute(0) + at }),
    );
    await store.addActs(acts, {});
    const read = (await store.readActsOf([row], minute(9))).get(row.id)!;
    expect(read.map(({ id }) => id)).toEqual(acts.slice(1).map(({ id }) => id));
  });
});
