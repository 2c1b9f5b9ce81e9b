import BetterSqlite3 from 'better-sqlite3';
import type { Effort, Finding } from '../Area';
import { generateTraces } from '../generateTraces';
import { startLoadGenerator } from './load';
import { startPortal, TOKEN, withFolder } from './portal';

const RUNS = 20;
const SPANS_PER_RUN = 50;
const FIRST_SEED = 100_000;
const MEBIBYTE = 2 ** 20;

/** P14: more than the plugin can take. It must refuse politely, keep what it acknowledged, and stay small. */
export async function overload({ quick }: Effort): Promise<Finding[]> {
  const requests = quick ? 300 : 1000;
  const profile = { runs: RUNS, spansPerRun: SPANS_PER_RUN };
  const seeds = Array.from({ length: requests }, (_, n) => FIRST_SEED + n);
  return withFolder(async folder => {
    const generator = startLoadGenerator();
    const portal = await startPortal(folder);
    try {
      // What starts up and compiles is no memory of the load.
      const warmUp = seeds.slice(0, 20).map(seed => seed - 20);
      const target = { url: portal.url, token: TOKEN };
      await generator.prepare({ ...profile, seeds: warmUp });
      await generator.send({ ...target, concurrency: 4 });
      await generator.prepare({ ...profile, seeds });
      const idle = await portal.reset();
      const { statuses } = await generator.send({
        ...target,
        concurrency: requests,
      });
      const { peakRss } = await portal.measure();
      const kept = readTraceIds(portal.file);
      const acknowledged = seeds.filter((_, n) => statuses[n] === 200);
      const lost = acknowledged
        .flatMap(seed => traceIdsOf({ ...profile, seed }))
        .filter(traceId => !kept.has(traceId));
      return findingsOf(statuses, lost.length, peakRss - idle.rss);
    } finally {
      await Promise.all([portal.stop(), generator.stop()]);
    }
  });
}

function findingsOf(
  statuses: readonly number[],
  lost: number,
  grownBytes: number,
): Finding[] {
  const answers: Record<string, number> = {};
  for (const status of statuses) answers[status] = (answers[status] ?? 0) + 1;
  const odd = statuses.filter(one => ![200, 429, 503].includes(one)).length;
  return [
    {
      goal: 'P14',
      what: 'MiB above idle at saturation',
      value: grownBytes / MEBIBYTE,
      target: 250,
      direction: 'at-most',
      details: { answers },
    },
    {
      goal: 'P14',
      what: 'answers under overload other than 200, 429 and 503',
      value: odd,
      target: 0,
      direction: 'at-most',
      hard: true,
      details: { answers },
    },
    {
      goal: 'P14',
      what: 'acknowledged traces that were lost under overload',
      value: lost,
      target: 0,
      direction: 'at-most',
      hard: true,
      details: {},
    },
  ];
}

function readTraceIds(file: string): Set<unknown> {
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    const rows = db.prepare('select distinct trace_id from trace_segment');
    return new Set(rows.pluck().all());
  } finally {
    db.close();
  }
}

/** The ids that a request of this profile has: generating is deterministic. */
function traceIdsOf(profile: Parameters<typeof generateTraces>[0]): string[] {
  const text = JSON.stringify(generateTraces(profile));
  return [
    ...new Set(Array.from(text.matchAll(/"traceId":"(\w+)"/g), ([, id]) => id)),
  ];
}
