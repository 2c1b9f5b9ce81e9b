import { readingBy } from './store/__testUtils__/testTraces';
import { ConfigReader } from '@backstage/config';
import { quietIngest } from './__testUtils__/quietIngest';
import type { Attribute } from './attribution/types';
import { readQualityGatesConfig } from './config';
import { createEnvironments } from './environments';
import { createIngest, type RunningIngest } from './ingest';
import { builtinSources, createSourceRegistry } from './sources';
import {
  createSqlite,
  type TestDatabase,
} from './store/__testUtils__/testDatabases';
import { CHECKOUT, makeDelivery } from './store/__testUtils__/testFacts';
import {
  createTestStore,
  type TestStore,
} from './store/__testUtils__/testStore';

describe('createIngest', () => {
  let database: TestDatabase;
  let store: TestStore;
  let ingest: RunningIngest;
  let attribute: Attribute;

  beforeEach(async () => {
    // The database's driver waits for immediates and ticks; only the long waits are to be skipped.
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'Date'] });
    database = await createSqlite();
    store = await createTestStore(database);
    attribute = () => ({ entityRefs: [], reason: 'no-match' });
    const config = readQualityGatesConfig(
      new ConfigReader({
        qualityGates: {
          ingest: { tokens: [{ name: 'ci', token: 'a-token-for-tests' }] },
        },
      }),
    );
    ingest = createIngest({
      ...quietIngest(),
      store,
      sourceOf: createSourceRegistry(builtinSources).instances(config),
      readTrace: readingBy(() => []),
      attribute: fact => attribute(fact),
      environments: createEnvironments(config.environments),
    });
  });
  afterEach(async () => {
    await ingest.stop();
    jest.useRealTimers();
    await database.drop();
  });

  const accept = (id: string) =>
    ingest.accept(
      makeDelivery(id, {
        kind: 'incidents',
        body: JSON.stringify({ id, openedAt: '2025-03-10T12:00:00Z' }),
      }),
    );
  const unmapped = async () =>
    (await store.listUnmapped({ limit: 200 })).rows.length;
  const incidents = async () =>
    (await store.listIncidents({ entityRef: CHECKOUT, limit: 200 })).rows
      .length;

  it('attributes what is unmapped again after five minutes, also when no change of the catalog was told', async () => {
    await accept('i1');
    await jest.advanceTimersByTimeAsync(10);
    attribute = () => ({ entityRefs: [CHECKOUT] });
    await jest.advanceTimersByTimeAsync(4 * 60_000);
    expect([await unmapped(), await incidents()]).toEqual([1, 0]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect([await unmapped(), await incidents()]).toEqual([0, 1]);
  });
});
