import { startCheckpoints } from '@quality-gates/backstage-plugin-quality-gates-backend/src/store';
import type { Effort, Finding } from '../Area';
import { measure } from '../measure';
import type { Database } from './databases';
import { makeRequests, openStore, readBefore, storeRequest } from './spanStore';
import { createSpanTable } from './spanTable';

const SPANS_PER_RUN = 50;
const RUNS = 80;

/** P3 and P5: what the store keeps of spans, against a row for every span. */
export async function compareWithRows(
  { rounds }: Effort,
  create: () => Promise<Database>,
  incompressible = false,
): Promise<Finding[]> {
  const [mine, theirs] = [await create(), await create()];
  const profile = { runs: RUNS, spansPerRun: SPANS_PER_RUN, incompressible };
  const requests = makeRequests(
    Array.from({ length: rounds + 2 }, (_, n) => n + 1),
    profile,
  );
  const read = readBefore(requests);
  const ownStore = await openStore(mine);
  const checkpoints = await startCheckpoints({
    database: { getClient: async () => mine.knex },
    logger: console,
  });
  const table = await createSpanTable(theirs);
  const before = [await mine.sizeBytes(), await theirs.sizeBytes()];
  const measured = await measure({
    rounds,
    ours: {
      name: 'appendTraces',
      async run(round) {
        await storeRequest(ownStore, requests[round], read);
        return requests[round].spans.length;
      },
    },
    anchor: {
      name: 'a row a span',
      run: round => table.write(requests[round].spans),
    },
  });
  const after = [await mine.sizeBytes(), await theirs.sizeBytes()];
  await Promise.all([table.close(), checkpoints.stop()]);
  const { engine } = mine;
  await Promise.all([mine.drop(), theirs.drop()]);
  const spans = RUNS * SPANS_PER_RUN;
  const [ours, anchor] = after.map(
    (bytes, index) => (bytes - before[index]) / (spans * requests.length),
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
        spansPerSecond: Math.round((spans / measured.oursMs) * 1000),
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
