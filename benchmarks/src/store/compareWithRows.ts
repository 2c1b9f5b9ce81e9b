import { startCheckpoints } from '@quality-gates/backstage-plugin-quality-gates-backend/src/store';
import type { TraceSegment } from '@quality-gates/backstage-plugin-quality-gates-backend/src/store/types';
import Piscina from 'piscina';
import type { Effort, Finding } from '../Area';
import { measure, WARM_UP } from '../measure';
import type { Database } from './databases';
import { pack, prepare, threadFile } from './packingThread';
import { makeRequests, openStore, understanding } from './spanStore';
import { createSpanTable } from './spanTable';

const SPANS_PER_RUN = 50;
const RUNS = 80;
/** In a round, one transaction each. */
const REQUESTS = 8;
const SPANS = REQUESTS * RUNS * SPANS_PER_RUN;

/** P3 and P5: what the store keeps of spans, against a row for every span. */
export async function compareWithRows(
  { rounds }: Effort,
  create: () => Promise<Database>,
  incompressible = false,
): Promise<Finding[]> {
  const [mine, theirs] = [await create(), await create()];
  const profile = { runs: RUNS, spansPerRun: SPANS_PER_RUN, incompressible };
  const seedsOf = (round: number) =>
    Array.from({ length: REQUESTS }, (_, n) => round * REQUESTS + n + 1);
  const ownStore = await openStore(mine);
  const table = await createSpanTable(theirs);
  const before = [await mine.sizeBytes(), await theirs.sizeBytes()];
  const checkpoints = await startCheckpoints({
    database: { getClient: async () => mine.knex },
    logger: console,
  });
  const packing = openPacking();
  let decoded: ReturnType<typeof makeRequests> = [];
  const measured = await measure({
    rounds,
    ours: {
      name: 'appendTraces',
      prepare: round => packing.prepare({ seeds: seedsOf(round), profile }),
      async run(round) {
        const requests = seedsOf(round).map((_, index) => packing.pack(index));
        let written = 0;
        for (const request of requests) {
          const segments = await request;
          await ownStore.appendTraces(segments, understanding);
          for (const { spanCount } of segments) written += spanCount;
        }
        return written;
      },
    },
    anchor: {
      name: 'a row a span',
      prepare(round) {
        decoded = makeRequests(seedsOf(round), profile);
      },
      async run() {
        let written = 0;
        for (const { spans } of decoded) written += await table.write(spans);
        return written;
      },
    },
  });
  await Promise.all([packing.stop(), checkpoints.stop()]);
  const after = [await mine.sizeBytes(), await theirs.sizeBytes()];
  await table.close();
  const { engine } = mine;
  await Promise.all([mine.drop(), theirs.drop()]);
  const [ours, anchor] = after.map(
    (bytes, index) => (bytes - before[index]) / (SPANS * (rounds + WARM_UP)),
  );
  const of = `on ${engine}${incompressible ? ', attributes never repeat' : ''}`;
  return [
    {
      goal: 'P3',
      what: `spans stored ${of}, against a row a span`,
      value: measured.ratio,
      target: engine === 'sqlite' ? 3 : 2,
      direction: 'at-least',
      details: {
        ...measured,
        spansPerSecond: Math.round((SPANS / measured.oursMs) * 1000),
      },
    },
    {
      goal: 'P5',
      what: `bytes a span ${of}, against a row a span`,
      value: ours / anchor,
      target: 0.15,
      direction: 'at-most',
      details: { ours, anchor },
    },
  ];
}

/** A thread that packs, as the plugin has one. */
function openPacking() {
  const pool = new Piscina({
    filename: threadFile,
    minThreads: 1,
    maxThreads: 1,
    // At hand, so that it need not wait for the thread that stores.
    concurrentTasksPerWorker: REQUESTS,
  });
  return {
    prepare: (what: Parameters<typeof prepare>[0]): Promise<void> =>
      pool.run(what, { name: prepare.name }),
    pack: (index: number): Promise<TraceSegment[]> =>
      pool.run(index, { name: pack.name }),
    stop: () => pool.close(),
  };
}
