import { join } from 'node:path';
import type { Effort, Finding } from '../Area';
import { median } from '../measure';
import { startLoadGenerator, type LoadGenerator } from './load';
import { startPortal, TOKEN, withFolder } from './portal';
import { startAnchor } from './startAnchor';
import type { Server } from './startServer';

/** In a round: enough that what begins and what ends it hardly counts. */
const REQUESTS = 96;
const RUNS = 10;
const SPANS_PER_RUN = 50;
const CONCURRENCY = 16;
/** What compiles is no cost of a span, and in a server with two threads it takes longest: the same for all of them. */
const WARM_UP = 4;

/** P4: from HTTP to the durable commit, against decoding alone and against the naive plugin. */
export async function compareThroughput({
  rounds,
}: Effort): Promise<Finding[]> {
  return withFolder(async folder => {
    const servers: Server[] = [];
    const generator = startLoadGenerator();
    try {
      servers.push(await startPortal(folder));
      servers.push(await startAnchor('decodeOnly'));
      servers.push(await startAnchor('naive', join(folder, 'naive.sqlite')));
      const times = await takeTurns(servers, generator, rounds);
      return findingsOf(times);
    } finally {
      await Promise.all([...servers, generator].map(one => one.stop()));
    }
  });
}

interface Turns {
  /** Milliseconds of each round, by server. */
  readonly times: Readonly<Record<string, number[]>>;
  /** Answers of the plugin other than 200. */
  readonly errors: number;
}

async function takeTurns(
  servers: readonly Server[],
  generator: LoadGenerator,
  rounds: number,
): Promise<Turns> {
  const times: Record<string, number[]> = {};
  let errors = 0;
  for (let round = 0; round < rounds + WARM_UP; round++) {
    await generator.prepare({
      runs: RUNS,
      spansPerRun: SPANS_PER_RUN,
      seeds: Array.from({ length: REQUESTS }, (_, n) => round * REQUESTS + n),
    });
    // Each begins as often as the others: the naive one leaves the disk busy to whoever comes after it.
    const first = round % servers.length;
    const order = [...servers.slice(first), ...servers.slice(0, first)];
    for (const { name, url } of order) {
      const load = { url, token: TOKEN, concurrency: CONCURRENCY };
      const { ms, statuses } = await generator.send(load);
      const refused = statuses.filter(status => status !== 200).length;
      if (name === 'plugin') errors += refused;
      else if (refused > 0) throw new Error(`${name} refused ${refused}`);
      if (round >= WARM_UP) (times[name] ??= []).push(ms);
    }
  }
  return { times, errors };
}

function findingsOf({ times, errors }: Turns): Finding[] {
  const spans = REQUESTS * RUNS * SPANS_PER_RUN;
  const against = (anchor: string) => {
    const ratios = times.plugin.map((ms, n) => times[anchor][n] / ms);
    return {
      value: median(ratios),
      details: {
        ratios: [Math.min(...ratios), Math.max(...ratios)],
        spansPerSecond: Math.round((spans / median(times.plugin)) * 1000),
        anchorSpansPerSecond: Math.round(
          (spans / median(times[anchor])) * 1000,
        ),
      },
    };
  };
  return [
    {
      goal: 'P4',
      what: 'HTTP to durable commit on sqlite, against a server that only decodes',
      target: 0.4,
      direction: 'at-least',
      ...against('decodeOnly'),
    },
    {
      goal: 'P4',
      what: 'HTTP to durable commit on sqlite, against protobufjs and a row a span',
      target: 2.5,
      direction: 'at-least',
      ...against('naive'),
    },
    {
      goal: 'P4',
      what: 'answers other than 200',
      value: errors,
      target: 0,
      direction: 'at-most',
      hard: true,
      details: {},
    },
  ];
}
