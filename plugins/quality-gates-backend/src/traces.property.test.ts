import { mockServices } from '@backstage/backend-test-utils';
import type {
  Fact,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import fc from 'fast-check';
import { createEnvironments } from './environments';
import { spansOfRun } from './sources/otel';
import { traces } from './sources/otel/__fixtures__/traces';
import {
  describeEachEngine,
  type TestDatabase,
} from './store/__testUtils__/testDatabases';
import { CHECKOUT } from './store/__testUtils__/testFacts';
import {
  createTestStore,
  type TestStore,
} from './store/__testUtils__/testStore';
import { emptyTables } from './store/__testUtils__/testTables';
import { segmentsOf } from './store/__testUtils__/testTraces';
import type { WholeTrace } from './store/types';
import { readTrace } from './traces';
import { attributeTraces } from './understand';

const RUNS = Number(process.env.QG_TEST_RUNS ?? 5);
const ALL = { entityRef: CHECKOUT, limit: 200 };

const read = (trace: WholeTrace) => readTrace(trace, { deployments: [] });

const understanding = {
  sourceOf: () => undefined,
  applyRules: (facts: readonly Fact[]) => [...facts],
  attribute: () => ({ entityRefs: [CHECKOUT] }),
  onNoMatch: () => undefined,
  environments: createEnvironments([]),
  counters: {
    accepted: () => undefined,
    rejected: () => undefined,
    unmapped: () => undefined,
  },
  logger: mockServices.logger.mock(),
};

/** What is stored after these requests: everything that can be asked of it. */
async function afterRequests(
  store: TestStore,
  requests: readonly (readonly Span[])[],
) {
  await emptyTables(store.knex);
  for (const spans of requests) {
    if (spans.length === 0) continue;
    await store.appendTraces(segmentsOf({ spans, sender: 'ci' }, read), {
      readTrace: read,
      attributeTraces: readings => attributeTraces(readings, understanding),
    });
  }
  const { rows: runs } = await store.listRuns(ALL);
  const [{ traceId }] = requests.flat();
  const kept = (await store.readTraces([traceId])).flatMap(
    trace => trace.spans,
  );
  return {
    runs,
    tasks: await Promise.all(
      runs.map(run => store.readTasks(CHECKOUT, run.key)),
    ),
    deployments: (await store.listDeployments(ALL)).rows,
    tests: (await store.listReports({ ...ALL, type: 'test-report' })).rows,
    trace: runs.map(run => spansOfRun(kept, run.key)),
  };
}

/** Any order of the spans, some sent twice, cut into requests anywhere. */
const requestsOf = (spans: readonly Span[]) =>
  fc
    .record({
      order: fc.shuffledSubarray([...spans], { minLength: spans.length }),
      again: fc.subarray([...spans]),
      size: fc.integer({ min: 1, max: spans.length }),
    })
    .map(({ order, again, size }) => {
      const sent = [...order, ...again];
      return Array.from({ length: Math.ceil(sent.length / size) }, (_, index) =>
        sent.slice(index * size, (index + 1) * size),
      );
    });

describeEachEngine('a trace that comes in parts', createDatabase => {
  let database: TestDatabase;
  let store: TestStore;

  beforeAll(async () => {
    database = await createDatabase();
    store = await createTestStore(database);
  });
  afterAll(() => database.drop());

  it.each(Object.keys(traces))(
    'of %s is stored the same, wherever it is cut',
    async name => {
      const spans = traces[name];
      const whole = await afterRequests(store, [spans]);
      expect(whole.runs.length + whole.tests.length).toBeGreaterThan(0);
      for (let cut = 1; cut < spans.length; cut++) {
        const [head, tail] = [spans.slice(0, cut), spans.slice(cut)];
        expect(await afterRequests(store, [head, tail])).toEqual(whole);
        expect(await afterRequests(store, [tail, head, tail])).toEqual(whole);
      }
    },
    60_000,
  );

  it.each(Object.keys(traces))(
    'of %s is stored the same in any order, repeated and cut into many',
    async name => {
      const whole = await afterRequests(store, [traces[name]]);
      await fc.assert(
        fc.asyncProperty(requestsOf(traces[name]), async requests => {
          expect(await afterRequests(store, requests)).toEqual(whole);
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );
});
