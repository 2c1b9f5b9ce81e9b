import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { describeEachEngine } from './__testUtils__/testDatabases';
import { CHECKOUT, makeFact, minute, owned } from './__testUtils__/testFacts';
import { makeSpan as makeBareSpan, TRACE } from './__testUtils__/testSpans';
import { openStoreBeforeEach, type TestStore } from './__testUtils__/testStore';
import { appendRequests, type TestRequest } from './__testUtils__/testTraces';
import type { AttributedFact, TraceReading, WholeTrace } from './types';

const OTHER = 'b'.repeat(32);

/** A span that says what it is of, and that it went well. */
const makeSpan = (spanId: string, rest: Partial<Span> = {}) =>
  makeBareSpan(spanId, {
    attributes: { 'cicd.pipeline.name': 'build' },
    statusCode: 1,
    scopeName: 'ci',
    ...rest,
  });

/** A run fact whose end is that of the whole trace. */
function runOf({ traceId, spans }: WholeTrace): AttributedFact[] {
  const finishedAt = Math.max(...spans.map(span => span.endedAt));
  const fact = makeFact(
    'run',
    `run-${traceId}`,
    { traceId, finishedAt, result: 'success' },
    { channel: 'otlp', at: finishedAt },
  );
  return [owned(fact)];
}

describeEachEngine('traces', createDatabase => {
  let store: TestStore;
  openStoreBeforeEach(createDatabase, opened => {
    store = opened;
  });

  const append = (
    requests: readonly TestRequest[],
    onBatch?: (readings: readonly TraceReading[]) => void,
  ) => appendRequests(store, requests, runOf, onBatch);

  it('come back whole, whatever requests their spans came in', async () => {
    const first = makeSpan('1');
    const second = makeSpan('2', { startedAt: minute(-1) });
    const other = makeSpan('3', { traceId: OTHER });
    await append([
      { sender: 'ci', spans: [first, other] },
      { sender: 'cd', spans: [second] },
    ]);
    await expect(store.readTraces([TRACE, 'unknown'])).resolves.toEqual([
      {
        traceId: TRACE,
        spans: [second, first],
        senders: ['cd', 'ci'],
        truncated: false,
      },
    ]);
  });

  it('are read as a whole by whoever adds to them', async () => {
    const seen: number[] = [];
    const look = ([{ spanCount }]: readonly TraceReading[]) => {
      seen.push(spanCount);
    };
    await append([{ sender: 'ci', spans: [makeSpan('1')] }], look);
    await append([{ sender: 'ci', spans: [makeSpan('2')] }], look);
    await append([{ sender: 'ci', spans: [makeSpan('1')] }], look);
    expect(seen).toEqual([1, 2, 2]);
  });

  it('become facts of the same call', async () => {
    await append([{ sender: 'ci', spans: [makeSpan('1'), makeSpan('2')] }]);
    const { rows } = await store.listRuns({ entityRef: CHECKOUT, limit: 5 });
    expect(rows).toMatchObject([
      { result: 'success', finishedAt: minute(1), traceIds: [TRACE] },
    ]);
  });

  it('keep one segment when the same request comes again', async () => {
    const request = { sender: 'ci', spans: [makeSpan('1')] };
    await append([request]);
    await append([request, request]);
    await expect(store.knex('trace_segment').select('span_count'))
      .resolves //
      .toHaveLength(1);
  });

  it('keep the span that ends later when it was sent twice, in any order', async () => {
    const short = makeSpan('1', { endedAt: minute(1), name: 'early' });
    const long = makeSpan('1', { endedAt: minute(2), name: 'late' });
    for (const spans of [[short], [long], [short]]) {
      await append([{ sender: 'ci', spans }]);
    }
    const [trace] = await store.readTraces([TRACE]);
    expect(trace.spans).toEqual([long]);
  });

  it('choose between equally long versions of a span by content', async () => {
    const versions = ['x', 'y'].map(name => makeSpan('1', { name }));
    await append(versions.map(span => ({ sender: 'ci', spans: [span] })));
    await append(
      [...versions].reverse().map(span => ({
        sender: 'cd',
        spans: [{ ...span, traceId: OTHER }],
      })),
    );
    const traces = await store.readTraces([TRACE, OTHER]);
    expect(traces.map(({ spans }) => spans[0].name)).toEqual(['y', 'y']);
  });

  it('say when they are longer than what is looked at', async () => {
    const spans = Array.from({ length: 30_000 }, (_, n) =>
      makeSpan(`${n}`, { attributes: {} }),
    );
    const more = spans.map((_, n) => makeSpan(`m${n}`, { attributes: {} }));
    const nothing = () => [];
    await appendRequests(store, [{ sender: 'ci', spans }], nothing);
    const [whole] = await store.readTraces([TRACE]);
    expect(whole.truncated).toBe(false);
    await appendRequests(store, [{ sender: 'ci', spans: more }], nothing);
    const [cut] = await store.readTraces([TRACE]);
    expect(cut).toMatchObject({ truncated: true });
    expect(cut.spans).toHaveLength(50_000);
  });

  it('are stored in several slices when there are many, each trace in one', async () => {
    const spans = Array.from({ length: 450 }, (_, n) =>
      makeSpan('1', { traceId: n.toString(16).padStart(32, '0') }),
    );
    const sizes: number[] = [];
    await append([{ sender: 'ci', spans }], readings => {
      sizes.push(readings.length);
    });
    expect(sizes).toEqual([200, 200, 50]);
    const { rows } = await store.listRuns({ entityRef: CHECKOUT, limit: 500 });
    expect(rows).toHaveLength(450);
  });

  it('are not kept when what they say cannot be stored', async () => {
    const failure = new Error('cannot understand');
    await expect(
      append([{ sender: 'ci', spans: [makeSpan('1')] }], () => {
        throw failure;
      }),
    ).rejects.toBe(failure);
    await expect(store.readTraces([TRACE])).resolves.toEqual([]);
  });
});
