import type { Area, Effort, Finding } from '../Area';
import { measure } from '../measure';
import { createSqlite, startPostgres, type Database } from './databases';
import { makeRequests, openStore, understand } from './spanStore';
import { createSpanTable } from './spanTable';

const SPANS_PER_RUN = 50;

/** P2, P3, P5 and P6: what storing costs, without HTTP and decoding. */
export const store: Area = {
  name: 'store',
  async run(effort) {
    const findings: Finding[] = [];
    const server = await startPostgres();
    try {
      for (const create of [createSqlite, () => server.createDatabase()]) {
        findings.push(...(await compareWithRows(effort, create)));
      }
    } finally {
      await server.stop();
    }
    return findings;
  },
};

/** P3 and P5: against a row for every span. */
async function compareWithRows(
  { quick, rounds }: Effort,
  create: () => Promise<Database>,
): Promise<Finding[]> {
  const [mine, theirs] = [await create(), await create()];
  const runs = quick ? 40 : 80;
  const profile = { runs, spansPerRun: SPANS_PER_RUN };
  const requests = makeRequests(
    Array.from({ length: rounds + 2 }, (_, n) => n + 1),
    profile,
  );
  const ownStore = await openStore(mine);
  const table = await createSpanTable(theirs);
  const [mineBefore, theirsBefore] = [
    await mine.sizeBytes(),
    await theirs.sizeBytes(),
  ];
  const measured = await measure({
    rounds,
    ours: {
      name: 'appendTraces',
      async run(round) {
        await ownStore.appendTraces([requests[round]], understand);
        return requests[round].spans.length;
      },
    },
    anchor: {
      name: 'a row a span',
      run: round => table.write(requests[round].spans),
    },
  });
  const spans = runs * SPANS_PER_RUN;
  const stored = spans * requests.length;
  const bytes = {
    ours: ((await mine.sizeBytes()) - mineBefore) / stored,
    anchor: ((await theirs.sizeBytes()) - theirsBefore) / stored,
  };
  await table.close();
  const { engine } = mine;
  await Promise.all([mine.drop(), theirs.drop()]);
  return [
    {
      goal: 'P3',
      what: `spans stored on ${engine}, against a row a span`,
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
      what: `bytes a span on ${engine}, against a row a span`,
      value: bytes.ours / bytes.anchor,
      target: 0.15,
      direction: 'at-most',
      details: bytes,
    },
  ];
}
