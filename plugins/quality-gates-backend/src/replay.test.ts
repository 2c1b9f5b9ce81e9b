import type {
  Fact,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { readingBy, segmentsOf } from './store/__testUtils__/testTraces';
import { quietIngest } from './__testUtils__/quietIngest';
import { createEnvironments } from './environments';
import { createIngest, type RunningIngest } from './ingest';
import {
  describeEachEngine,
  type TestDatabase,
} from './store/__testUtils__/testDatabases';
import {
  CHECKOUT,
  makeDelivery,
  makeFact,
  minute,
} from './store/__testUtils__/testFacts';
import {
  createTestStore,
  type TestStore,
} from './store/__testUtils__/testStore';

const incident = (id: string) =>
  makeFact('incident', id, { id, openedAt: minute(0) });

describeEachEngine('a replay', createDatabase => {
  let database: TestDatabase;
  let store: TestStore;
  let ingest: RunningIngest;
  /** What the normaliser says; a mended one says more. */
  let normalise: (id: string) => Fact[];
  const readTrace = readingBy(({ traceId }) => normalise(traceId));

  beforeEach(async () => {
    database = await createDatabase();
    store = await createTestStore(database);
    normalise = () => [];
    const source: Source = {
      id: 'acme',
      ingress: [],
      normalise: ({ body }) => normalise(Buffer.from(body).toString()),
    };
    ingest = createIngest({
      ...quietIngest(),
      store,
      sourceOf: () => source,
      readTrace,
      attribute: () => ({ entityRefs: [CHECKOUT] }),
      environments: createEnvironments([]),
    });
  });
  afterEach(async () => {
    await ingest.stop();
    await database.drop();
  });

  const accept = (id: string, receivedAt: number, source = 'acme') =>
    ingest.accept(makeDelivery(id, { source, body: id, receivedAt }));
  const settle = async () => {
    for (let tries = 0; tries < 200; tries += 1) {
      const query = { state: 'received', limit: 1 } as const;
      if ((await store.listDeliveries(query)).rows.length === 0) return;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    throw new Error('Deliveries are still not understood');
  };
  const incidents = async () => {
    const query = { entityRef: CHECKOUT, limit: 200 };
    const { rows } = await store.listIncidents(query);
    return rows.map(({ key }) => key).sort();
  };

  it('gives the deliveries of a source and window to a mended normaliser', async () => {
    await accept('a', minute(1));
    await accept('b', minute(2));
    await accept('c', minute(3));
    await accept('d', minute(2), 'other');
    await settle();
    expect(await incidents()).toEqual([]);
    normalise = id => [incident(id)];
    const window = { from: minute(1), to: minute(3) };
    expect(await ingest.replay({ source: 'acme', ...window })).toBe(2);
    await settle();
    expect(await incidents()).toEqual(['a', 'b']);
  });

  it('takes only those of one state when asked to', async () => {
    normalise = id => {
      if (id === 'a') throw new Error('a mistake of ours');
      return [incident(id)];
    };
    await accept('a', minute(1));
    await accept('b', minute(2));
    await settle();
    normalise = id => [incident(`${id}, mended`)];
    const query = { source: 'acme', state: 'failed' } as const;
    expect(await ingest.replay(query)).toBe(1);
    await settle();
    expect(await incidents()).toEqual(['a, mended', 'b']);
    expect(await ingest.replay(query)).toBe(0);
  });

  it('passes each delivery once, however many there are', async () => {
    const ids = Array.from({ length: 1_201 }, (_, index) => `d${index}`);
    await Promise.all(ids.map(id => accept(id, minute(1))));
    await settle();
    expect(await ingest.replay({ source: 'acme' })).toBe(1_201);
    await settle();
  });

  it('reads the kept traces of a window again', async () => {
    const [early, late] = ['a'.repeat(32), 'b'.repeat(32)];
    const span = (traceId: string, startedAt: number) => ({
      traceId,
      spanId: '1'.repeat(16),
      parentSpanId: null,
      name: 'build',
      kind: 1,
      startedAt,
      endedAt: startedAt + 1,
      attributes: {},
      statusCode: 0 as const,
      statusMessage: '',
      events: [],
      links: [],
      scopeName: '',
      scopeAttributes: {},
      resourceAttributes: {},
    });
    const spans = [span(early, minute(0)), span(late, minute(3 * 24 * 60))];
    await ingest.acceptTraces(segmentsOf({ spans, sender: 'ci' }, readTrace));
    expect(await incidents()).toEqual([]);
    normalise = id => [incident(id)];
    const window = { from: minute(0), to: minute(60) };
    expect(await ingest.replay({ source: 'otlp', ...window })).toBe(1);
    expect(await incidents()).toEqual([early]);
    expect(await ingest.replay({ source: 'otlp' })).toBe(2);
    expect(await incidents()).toEqual([early, late]);
  });

  it('refuses a state of traces, which have none', async () => {
    const query = { source: 'otlp', state: 'failed' } as const;
    await expect(ingest.replay(query)).rejects.toThrow(/state/);
  });
});
