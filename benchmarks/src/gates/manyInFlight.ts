import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../Area';
import { ask, spawnProgram, type Probe } from '../e2e/startServer';
import { withSources, type Sources } from './withSources';

const EVALUATIONS = 200;
/**
 * How many the engine has answered before it counts as idle. What compiles and the heap's first growth are no memory of
 * what is in flight: 100 or 200 at a time grow alike after 20 answers, and less than half as far after 100.
 */
const WARM_UP = 100;
/** How long the sources keep everybody waiting once all evaluations are being worked on. */
const HELD_MS = 2_000;
const LONGEST_MS = 60_000;
const MEBIBYTE = 2 ** 20;

type Program = ReturnType<typeof spawnProgram>;

/** G2: 200 evaluations of 25 gates that all wait for slow sources, in a process of its own. */
export async function manyInFlight(): Promise<Finding[]> {
  return withSources(async sources => {
    const program = spawnProgram(
      require.resolve('./engineProgram.ts'),
      [sources.url],
      [require.resolve('../e2e/probe.js')],
    );
    try {
      await ask(program);
      return await load(program, sources);
    } finally {
      const gone = once(program, 'exit');
      program.kill('SIGTERM');
      await gone;
    }
  });
}

async function load(program: Program, sources: Sources): Promise<Finding[]> {
  const start = await ask<Probe>(program, { probe: 'reset' });
  await ask(program, { begin: versions('warm', WARM_UP) });
  await ask(program, { decide: true });
  await ask(program, { collect: true });
  const idle = await ask<Probe>(program, { probe: 'reset' });

  await sources.hold(true);
  const from = performance.now();
  await ask(program, { begin: versions('held', EVALUATIONS) });
  const inFlight = await untilClaimed(program);
  await sleep(HELD_MS);
  const waiting = await ask<Probe>(program, { probe: 'measure' });
  await sources.hold(false);
  const decisions = await ask<Record<string, number>>(program, {
    decide: true,
  });
  const { peakRss } = await ask<Probe>(program, { probe: 'measure' });
  const grown = (bytes: number, since = idle) =>
    Math.round((bytes - since.rss) / MEBIBYTE);
  return [
    {
      goal: 'G2',
      what: `MiB above idle with ${EVALUATIONS} evaluations in flight`,
      value: grown(peakRss),
      target: 200,
      direction: 'at-most',
      hard: true,
      details: {
        idleMiB: Math.round(idle.rss / MEBIBYTE),
        whileHeldMiB: grown(waiting.peakRss),
        aboveStartMiB: grown(peakRss, start),
        ms: Math.round(performance.now() - from),
      },
    },
    {
      goal: 'G2',
      what: 'evaluations worked on at a time',
      value: inFlight,
      target: EVALUATIONS,
      direction: 'at-least',
      hard: true,
      details: {},
    },
    {
      goal: 'G2',
      what: 'evaluations that were not allowed in the end',
      value: EVALUATIONS - (decisions.allow ?? 0),
      target: 0,
      direction: 'at-most',
      hard: true,
      details: { decisions },
    },
  ];
}

/** Waits until all are worked on, or no more come; resolves to how many are. */
async function untilClaimed(program: Program): Promise<number> {
  const until = performance.now() + LONGEST_MS;
  let claimed = 0;
  for (let still = 0; still < 30 && performance.now() < until; still++) {
    const now = await ask<number>(program, { claimed: true });
    if (now > claimed) still = 0;
    claimed = Math.max(claimed, now);
    if (claimed >= EVALUATIONS) break;
    await sleep(100);
  }
  return claimed;
}

function versions(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
}
