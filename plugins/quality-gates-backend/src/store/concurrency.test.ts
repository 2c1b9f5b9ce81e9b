import { queryRows } from './dialect';
import {
  describeEachEngine,
  type TestDatabase,
} from './__testUtils__/testDatabases';
import {
  makeDelivery,
  makeDeployment,
  makeFact,
  minute,
} from './__testUtils__/testFacts';
import { makeSpan } from './__testUtils__/testSpans';
import { appendRequests, type TestRequest } from './__testUtils__/testTraces';
import { createTestStore, type TestStore } from './__testUtils__/testStore';
import { dumpTables, emptyTables } from './__testUtils__/testTables';
import type { AttributedFact, LogExcerpt, WholeTrace } from './types';

const WRITERS = 4;

/** Deterministic numbers in 0..1, so that a failure can be seen again. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map(item => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Facts of few entities about few things, so that every writer meets every other one. */
function makeFacts(random: () => number): AttributedFact[] {
  return Array.from({ length: 200 }, (_, n): AttributedFact => {
    const pick = (most: number) => Math.floor(random() * most);
    const at = minute(pick(500));
    const entityRefs = shuffled(['a', 'b', 'c', 'd'], random)
      .slice(0, 1 + pick(2))
      .map(name => `component:default/${name}`);
    const kind = n % 6;
    if (kind === 0) {
      const fact = makeFact('run', `r${pick(8)}`, { startedAt: at }, { at });
      return { fact, attribution: { entityRefs } };
    }
    if (kind === 1) {
      const data = { runKey: `r${pick(8)}`, name: 'test', startedAt: at };
      const fact = makeFact('task', `t${pick(8)}`, data, { at });
      return { fact, attribution: { entityRefs } };
    }
    if (kind === 2) {
      const sha = `c${pick(12)}`;
      const data = { sha, parents: [`c${pick(12)}`], committedAt: minute(0) };
      const fact = makeFact('commit', sha, data, { at });
      return { fact, attribution: { entityRefs } };
    }
    if (kind === 5) {
      const id = `a${pick(8)}`;
      const data = { id, tool: 'nx', projects: [`p${pick(4)}`] };
      return {
        fact: makeFact('affected-set', id, data, { at }),
        attribution: { entityRefs },
      };
    }
    const commit = `c${pick(12)}`;
    const named = kind === 3 && [{ sha: commit, committedAt: minute(-5) }];
    const fact = makeDeployment(
      `d${pick(30)}`,
      at,
      { commit, ...(named && { commits: named }) },
      { at },
    );
    const attribution =
      n % 12 === 4
        ? { entityRefs: [], reason: 'no-match' as const }
        : { entityRefs };
    return { fact, attribution };
  });
}

const TRACE_IDS = ['1', '2', '3', '4'].map(digit => digit.repeat(32));
const SPAN_IDS = Array.from({ length: 10 }, (_, n) =>
  (n + 1).toString(16).repeat(16),
);

/** Each holds a span of every trace, in an order of its own. */
function makeTraceRequests(random: () => number): TestRequest[] {
  return SPAN_IDS.map(spanId => ({
    sender: 'ci',
    spans: shuffled(TRACE_IDS, random).map(id =>
      makeSpan(spanId, { traceId: id }),
    ),
  }));
}

/** Each holds a line of a span of every trace. */
function makeLogs(random: () => number): LogExcerpt[][] {
  return SPAN_IDS.map((spanId, n) =>
    shuffled(TRACE_IDS, random).map(traceId => ({
      traceId,
      spanId: SPAN_IDS[0],
      ofPipeline: true,
      lines: [{ atMicros: minute(n) * 1000, position: 0, text: spanId }],
    })),
  );
}

/** What the spans say: a run each, the same for whoever has seen all of them. */
function runOf({ traceId, spans }: WholeTrace): AttributedFact[] {
  const fact = makeFact(
    'run',
    `run-${traceId[0]}`,
    { pipeline: `${spans.length}` },
    { trace: { id: traceId, spans: spans.length } },
  );
  const entityRefs = [`component:default/${traceId[0]}`];
  return [{ fact, attribution: { entityRefs } }];
}

/** Deadlocks that PostgreSQL ended in this database, also those that were repeated without anybody noticing. */
async function countDeadlocks(database: TestDatabase): Promise<number> {
  if (database.engine === 'sqlite') return 0;
  // Statistics of a session are published when it is idle, or at the latest after a second.
  await new Promise(resolve => setTimeout(resolve, 1100));
  const [row] = await queryRows(
    database.connect(),
    `select deadlocks from pg_stat_database where datname = current_database()`,
  );
  return Number(row.deadlocks);
}

describeEachEngine('four writers at once', createDatabase => {
  let database: TestDatabase;
  let stores: TestStore[];

  beforeEach(async () => {
    database = await createDatabase();
    stores = [];
    // On SQLite there is one process and one connection: its writers share a store.
    const first = await createTestStore(database);
    for (let n = 0; n < WRITERS; n++) {
      const own = database.engine === 'sqlite' || n === 0;
      stores.push(own ? first : await createTestStore(database));
    }
  });
  afterEach(() => database.drop());

  it('lose nothing, double nothing and never see a deadlock', async () => {
    const random = createRandom(7);
    const facts = makeFacts(random);
    await stores[0].tell(facts);
    const expected = await dumpTables(stores[0].knex);
    await emptyTables(stores[0].knex);

    const batches = new Map<string, readonly AttributedFact[]>();
    const deliveries = Array.from({ length: WRITERS }, () => {
      const order = shuffled(facts, random);
      return Array.from({ length: 20 }, (_, n) => {
        const id = `batch-${batches.size}`;
        batches.set(id, order.slice(n * 10, n * 10 + 10));
        return makeDelivery(id, { receivedAt: minute(500) });
      });
    });
    await Promise.all(
      stores.map((store, n) => store.acceptDeliveries(deliveries[n])),
    );
    await Promise.all(
      stores.map(async store => {
        let taken: number;
        do {
          taken = await store.processDeliveries(3, some =>
            some.map(({ body }) => ({
              state: 'stored',
              facts: batches.get(Buffer.from(body).toString())!,
            })),
          );
        } while (taken > 0);
      }),
    );
    const waiting = await stores[0].listDeliveries({
      state: 'received',
      limit: 1,
    });
    expect(waiting.rows).toEqual([]);

    const owner = { entityRefs: ['component:default/z'] };
    const actual = await dumpTables(stores[0].knex);
    expect(actual.unmapped_fact).toHaveLength(expected.unmapped_fact.length);
    delete expected.unmapped_fact;
    delete actual.unmapped_fact;
    expect(actual).toEqual(expected);
    const moved = await Promise.all(
      stores.map(store => store.reattributeUnmapped(() => owner)),
    );
    const { rows } = await stores[0].listDeployments({
      entityRef: 'component:default/z',
      limit: 200,
    });
    expect(moved.reduce((a, b) => a + b)).toBe(rows.length);
    expect(await countDeadlocks(database)).toBe(0);
  }, 60_000);

  it('accept a delivery once between them', async () => {
    const batch = Array.from({ length: 40 }, (_, n) => makeDelivery(`${n}`));
    const answers = await Promise.all(
      stores.map((store, n) =>
        store.acceptDeliveries(shuffled(batch, createRandom(n))),
      ),
    );
    const fresh = answers.flat().filter(({ duplicate }) => !duplicate);
    expect(fresh).toHaveLength(40);
    expect(answers.flat().every(({ sameBody }) => sameBody)).toBe(true);
  });

  it('see the whole of a trace that they all add to', async () => {
    const traceId = 'c'.repeat(32);
    let most = 0;
    await Promise.all(
      stores.flatMap((store, writer) =>
        [0, 1, 2, 3, 4].map(n =>
          appendRequests(
            store,
            [
              {
                sender: 'ci',
                spans: [makeSpan(`${writer}-${n}`, { traceId })],
              },
            ],
            () => [],
            ([{ spanCount }]) => {
              most = Math.max(most, spanCount);
            },
          ),
        ),
      ),
    );
    expect(most).toBe(WRITERS * 5);
  });

  it('add to the same traces and the same log at once, and all of it is there once', async () => {
    const random = createRandom(11);
    await Promise.all(
      stores.flatMap(store => [
        ...shuffled(makeTraceRequests(random), random).map(request =>
          appendRequests(store, [request], runOf),
        ),
        ...shuffled(makeLogs(random), random).map(excerpts =>
          store.keepLogExcerpts(excerpts),
        ),
      ]),
    );

    const traces = await stores[0].readTraces(TRACE_IDS);
    const spanIds = traces.map(({ spans }) =>
      spans.map(({ spanId }) => spanId).sort(),
    );
    expect(spanIds).toEqual(TRACE_IDS.map(() => SPAN_IDS));
    const first: string[] = [];
    for (const traceId of TRACE_IDS) {
      const logs = await stores[0].readLogExcerpts({
        traceIds: [traceId],
        first,
      });
      expect([...logs]).toEqual([[SPAN_IDS[0], SPAN_IDS.join('\n')]]);
      const { rows } = await stores[0].listRuns({
        entityRef: `component:default/${traceId[0]}`,
        limit: 10,
      });
      expect(rows.map(({ pipeline }) => pipeline)).toEqual(['10']);
    }
    expect(await countDeadlocks(database)).toBe(0);
  }, 60_000);
});
