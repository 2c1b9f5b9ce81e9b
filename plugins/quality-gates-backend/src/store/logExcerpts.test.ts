import fc from 'fast-check';
import {
  describeEachEngine,
  type TestDatabase,
} from './__testUtils__/testDatabases';
import { minute } from './__testUtils__/testFacts';
import { makeSpan } from './__testUtils__/testSpans';
import { appendRequests } from './__testUtils__/testTraces';
import { createTestStore, type TestStore } from './__testUtils__/testStore';
import { joinLines } from './logExcerpts';
import type { LogExcerpt, LogLine } from './types';

const TRACE = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);
const SPAN = '1'.repeat(16);

const line = (text: string, at = 0, position = 0): LogLine => ({
  atMicros: minute(0) * 1000 + at,
  position,
  text,
});
const excerpt = (
  lines: readonly LogLine[],
  rest: Partial<LogExcerpt> = {},
): LogExcerpt => ({
  traceId: TRACE,
  spanId: SPAN,
  ofPipeline: true,
  lines,
  ...rest,
});

describe('joinLines', () => {
  const lines = fc.array(
    fc.record({
      atMicros: fc.integer({ min: 0, max: 3 }),
      position: fc.integer({ min: 0, max: 3 }),
      text: fc.constantFrom(...'abcdefgh', 'x'.repeat(30_000)),
    }),
    { maxLength: 20 },
  );
  const join = (...all: ReturnType<typeof joinLines>[]) =>
    joinLines(all.flat());
  const sizes = (kept: ReturnType<typeof joinLines>) =>
    kept.map(({ text, ...place }) => ({
      ...place,
      size: text?.length,
      text: text?.slice(0, 2),
    }));

  it('ends the same in any order and with any repetition', () => {
    fc.assert(
      fc.property(lines, lines, lines, (a, b, c) => {
        const once = join(join(a, b), c);
        expect(sizes(join(join(c, a), join(b, c)))).toEqual(sizes(once));
      }),
    );
  });

  it('keeps the last 200 lines, and no more than 64 KiB of them', () => {
    const many = Array.from({ length: 300 }, (_, at) => line(`${at}`, at));
    expect(joinLines(many).flatMap(({ text }) => text ?? [])).toEqual(
      Array.from({ length: 200 }, (_, at) => `${at + 100}`),
    );
    const long = many.map(one => ({ ...one, text: 'é'.repeat(1_024) }));
    // 31 lines of 2 KiB and one byte, and the place of the cut.
    expect(joinLines(long)).toHaveLength(32);
  });
});

describeEachEngine('log excerpts', (createDatabase, engine) => {
  let database: TestDatabase;
  let store: TestStore;
  const clock = { now: minute(600) };

  beforeEach(async () => {
    clock.now = minute(600);
    database = await createDatabase();
    store = await createTestStore(database, { now: () => clock.now });
  });
  afterEach(() => database.drop());

  const read = async (...first: string[]) => [
    ...(await store.readLogExcerpts({ traceIds: [TRACE, OTHER], first })),
  ];
  const sendSpan = (traceId: string) =>
    appendRequests(
      store,
      [{ sender: 'ci', spans: [makeSpan(SPAN, { traceId })] }],
      () => [],
    );

  it('are kept before the span that printed them is known', async () => {
    await store.keepLogExcerpts([excerpt([line('b', 2), line('a', 1)])]);
    expect(await read()).toEqual([[SPAN, 'a\nb']]);
  });

  it('are the same after a request that came twice, and in any order', async () => {
    const requests = [
      excerpt([line('a', 1), line('b', 1, 1)]),
      excerpt([line('c', 2)]),
      excerpt([line('a', 1), line('b', 1, 1)]),
    ];
    for (const one of requests) await store.keepLogExcerpts([one]);
    expect(await read()).toEqual([[SPAN, 'a\nb\nc']]);
    await store.keepLogExcerpts([...requests].reverse());
    expect(await read()).toEqual([[SPAN, 'a\nb\nc']]);
  });

  it('lose nothing when two writers tell of one span', async () => {
    // SQLite has one writer: there both are the one process.
    const second =
      engine === 'postgres' ? await createTestStore(database) : store;
    const texts = Array.from({ length: 40 }, (_, at) => `line ${at}`);
    await Promise.all(
      texts.map((text, at) =>
        [store, second][at % 2].keepLogExcerpts([excerpt([line(text, at)])]),
      ),
    );
    expect(await read()).toEqual([[SPAN, texts.join('\n')]]);
  });

  it('read on over midnight', async () => {
    const day = 86_400_000_000;
    await store.keepLogExcerpts([excerpt([line('late', day), line('early')])]);
    expect(await read()).toEqual([[SPAN, 'early\nlate']]);
  });

  it('are dropped without a known trace or the word that they are of a pipeline', async () => {
    await sendSpan(TRACE);
    const unsaid = { ofPipeline: false };
    const unknown = await store.keepLogExcerpts([
      excerpt([line('known')], unsaid),
      excerpt([line('lost')], { ...unsaid, traceId: OTHER }),
    ]);
    expect([...unknown]).toEqual([OTHER]);
    expect(await read()).toEqual([[SPAN, 'known']]);
  });

  it('of traces that never came are swept away, and so are old ones', async () => {
    await sendSpan(TRACE);
    await store.keepLogExcerpts([
      excerpt([line('kept')]),
      excerpt([line('orphan')], { traceId: OTHER, spanId: '2'.repeat(16) }),
    ]);
    const before = { orphans: clock.now + 1, all: clock.now };
    expect(await store.sweepLogExcerpts(before)).toBe(1);
    expect(await read()).toEqual([[SPAN, 'kept']]);
    const all = clock.now + 1;
    expect(await store.sweepLogExcerpts({ orphans: all, all })).toBe(1);
    expect(await read()).toEqual([]);
  });

  it('answer with at most 4 MiB, what was asked for first in it', async () => {
    const long = Array.from({ length: 60 }, (_, at) =>
      line(String(at).padEnd(1_000, 'x'), at),
    );
    const ids = Array.from({ length: 90 }, (_, at) =>
      String(at + 1).padStart(16, '0'),
    );
    await store.keepLogExcerpts(ids.map(spanId => excerpt(long, { spanId })));
    const last = ids[89];
    const without = await read();
    expect(without.length).toBeLessThan(90);
    expect(without.map(([id]) => id)).not.toContain(last);
    expect((await read(last)).map(([id]) => id)).toContain(last);
  });
});
