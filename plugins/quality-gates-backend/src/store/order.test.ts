import fc from 'fast-check';
import type { Fact } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  describeEachEngine,
  type TestDatabase,
} from './__testUtils__/testDatabases';
import { makeDeployment, makeFact, minute } from './__testUtils__/testFacts';
import { createTestStore, type TestStore } from './__testUtils__/testStore';
import { dumpTables, emptyTables } from './__testUtils__/testTables';
import type { AttributedFact, Attribution } from './types';

const SHAS = ['a', 'b', 'c', 'd', 'e', 'f'];
const sha = fc.constantFrom(...SHAS);
const time = fc.integer({ min: 1, max: 12 }).map(minute);
const optional = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined });

/** What is true of a commit wherever it is named: its sender's clock may be wrong, but it says the same every time. */
const committedAt = (name: string) => minute(SHAS.indexOf(name) * 2);

const deployment = fc
  .record({
    key: fc.constantFrom('d1', 'd2', 'd3', 'd4'),
    finishedAt: time,
    at: time,
    environment: fc.constantFrom('production', 'staging'),
    commit: optional(sha),
    previousCommit: optional(sha),
    result: fc.constantFrom('success' as const, 'failure' as const),
    phase: fc.constantFrom('executing' as const, 'terminal' as const),
    commits: optional(fc.uniqueArray(sha, { maxLength: 3 })),
  })
  .map(({ key, finishedAt, at, phase, commits, ...data }) =>
    makeDeployment(
      key,
      finishedAt,
      {
        ...data,
        commits: commits?.map(name => ({
          sha: name,
          committedAt: committedAt(name),
        })),
        ...(phase === 'executing' && {
          result: undefined,
          finishedAt: undefined,
          status: 'in_progress',
        }),
      },
      { at, phase },
    ),
  );

const commit = fc
  .record({ name: sha, at: time, parent: optional(sha) })
  .map(({ name, at, parent }) =>
    makeFact(
      'commit',
      name,
      {
        sha: name,
        parents: parent && parent !== name ? [parent] : [],
        committedAt: committedAt(name),
      },
      { at },
    ),
  );

const run = fc
  .record({
    key: fc.constantFrom('r1', 'r2'),
    at: time,
    channel: fc.constantFrom('webhook' as const, 'otlp' as const),
    startedAt: optional(time),
    finishedAt: optional(time),
    result: optional(fc.constantFrom('success' as const, 'unknown' as const)),
  })
  .map(({ key, at, channel, ...data }) =>
    makeFact('run', key, data, { at, channel }),
  );

const task = fc
  .record({ at: time, startedAt: time, name: fc.constantFrom('lint', 'test') })
  .map(({ at, ...data }) =>
    makeFact('task', data.name, { runKey: 'r1', ...data }, { at }),
  );

const incident = fc
  .record({ at: time, openedAt: optional(time), resolvedAt: optional(time) })
  .map(({ at, ...data }) =>
    makeFact('incident', 'i1', { id: 'i1', ...data }, { at }),
  );

const attribution = fc.constantFrom<Attribution>(
  { entityRefs: ['component:default/a'] },
  { entityRefs: ['component:default/b', 'component:default/a'] },
  {
    entityRefs: ['component:default/b'],
    passingRefs: ['component:default/a'],
  },
  { entityRefs: [], reason: 'no-match' },
);

const attributed: fc.Arbitrary<AttributedFact> = fc.record({
  fact: fc.oneof<fc.Arbitrary<Fact>[]>(
    { weight: 4, arbitrary: deployment } as never,
    { weight: 3, arbitrary: commit } as never,
    run,
    task,
    incident,
  ),
  attribution,
});

/** Facts, and the same ones in another order, some twice, cut into deliveries. */
const history = fc
  .array(attributed, { minLength: 1, maxLength: 14 })
  .chain(facts =>
    fc.record({
      facts: fc.constant(facts),
      order: fc
        .array(fc.nat({ max: facts.length - 1 }), { maxLength: 6 })
        .chain(again =>
          fc.shuffledSubarray(
            [...facts.keys(), ...again.map(index => index + facts.length)],
            { minLength: facts.length + again.length },
          ),
        ),
      size: fc.integer({ min: 1, max: 4 }),
    }),
  );

const RUNS = Number(process.env.QG_TEST_RUNS ?? 40);

describeEachEngine('the order of arrival', createDatabase => {
  let database: TestDatabase;
  let store: TestStore;

  beforeAll(async () => {
    database = await createDatabase();
    store = await createTestStore(database);
  });
  afterAll(() => database.drop());

  it('changes no row, and neither does repetition', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ facts, order, size }) => {
        await emptyTables(store.knex);
        await store.tell(facts);
        const expected = await dumpTables(store.knex);

        await emptyTables(store.knex);
        for (let start = 0; start < order.length; start += size) {
          const part = order
            .slice(start, start + size)
            .map(index => facts[index % facts.length]);
          await store.tell(part, { id: `part-${start}` });
        }
        const actual = await dumpTables(store.knex);
        // How often an orphan was heard of depends on how it was cut into deliveries.
        delete expected.unmapped_fact;
        delete actual.unmapped_fact;
        expect(actual).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('does not matter either when facts find their entity later', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(), async ({ facts }, cut) => {
        const owner = { entityRefs: ['component:default/a'] };
        const mapped = facts.map(one => ({ ...one, attribution: owner }));
        await emptyTables(store.knex);
        await store.tell(mapped);
        const expected = await dumpTables(store.knex);

        await emptyTables(store.knex);
        const unmapped = { entityRefs: [], reason: 'no-match' as const };
        const split = cut % facts.length;
        await store.tell([
          ...mapped.slice(0, split),
          ...mapped
            .slice(split)
            .map(one => ({ ...one, attribution: unmapped })),
        ]);
        await store.reattributeUnmapped(() => owner);
        expect(await dumpTables(store.knex)).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);
});
