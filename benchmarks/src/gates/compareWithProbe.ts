import type { JsonObject } from '@backstage/types';
import type { Effort, Finding } from '../Area';
import { measure, median } from '../measure';
import { createSqlite } from '../store/databases';
import { openEngine, type Engine } from './openEngine';
import { GATES, SHAPES } from './policy';
import { withSources } from './withSources';

const ALL = 'all';
/** A round is a tenth of a second, and what else the machine does is as long. */
const LEAST_ROUNDS = 15;
/**
 * Looks at each shape of gate alone, to find the slowest, and as many at all of them: a portal runs for weeks, and after
 * a handful of looks either side still compiles for longer than it works.
 */
const LOOKS = 60;

/**
 * G1: a policy of 25 gates over sources that answer at once, from the question to the decision, against the slowest of
 * its gates alone. Both go through the engine: asked, claimed, probed, judged, kept and read again.
 */
export async function compareWithProbe(effort: Effort): Promise<Finding> {
  const rounds = Math.max(effort.rounds, LEAST_ROUNDS);
  const shapes = Object.fromEntries(
    SHAPES.map(gate => [String(gate.id), [gate]]),
  );
  const gates: Record<string, readonly JsonObject[]> = {
    [ALL]: GATES,
    ...shapes,
  };
  const database = await createSqlite();
  try {
    return await withSources(async ({ url }) => {
      const engine = await openEngine({ database, url, gates });
      const versions = Array.from({ length: rounds + 2 + LOOKS }, (_, n) =>
        String(n),
      );
      for (const name of Object.keys(gates)) {
        await engine.report(name, versions);
      }
      try {
        return await compare(engine, rounds);
      } finally {
        await engine.stop();
      }
    });
  } finally {
    await database.drop();
  }
}

async function compare(engine: Engine, rounds: number): Promise<Finding> {
  const probes = await timeShapes(engine, rounds + 2);
  // What compiles is no cost of a gate: as many looks at all of them as each shape has had.
  for (let look = 0; look < LOOKS; look++) {
    await decide(engine, ALL, String(rounds + 2 + look));
  }
  const [slowest] = [...probes].sort(([, a], [, b]) => b - a);
  const contender = (name: string) => ({
    name,
    run: (round: number) => decide(engine, name, String(round)),
  });
  const measured = await measure({
    rounds,
    ours: contender(ALL),
    anchor: contender(slowest[0]),
  });
  return {
    goal: 'G1',
    what: `a policy of ${GATES.length} gates, against its slowest gate alone`,
    value: 1 / measured.ratio,
    target: 3,
    direction: 'at-most',
    details: {
      ...measured,
      slowest: slowest[0],
      probes: Object.fromEntries(probes),
    },
  };
}

/** What each shape of gate takes from the question to the decision when it is alone: medians, milliseconds. */
async function timeShapes(
  engine: Engine,
  firstVersion: number,
): Promise<[gate: string, ms: number][]> {
  const times = new Map(SHAPES.map(({ id }) => [String(id), [] as number[]]));
  for (let look = 0; look < LOOKS; look++) {
    for (const [gate, own] of times) {
      const from = performance.now();
      await decide(engine, gate, String(firstVersion + look));
      own.push(performance.now() - from);
    }
  }
  return [...times].map(([gate, own]) => [gate, median(own)]);
}

/** Asks and waits for the decision. Throws Error when it is not that all gates pass. */
async function decide(engine: Engine, component: string, version: string) {
  const evaluation = await engine.decided(await engine.ask(component, version));
  const { decision, outcomes } = evaluation;
  const bad = outcomes.filter(({ outcome }) => outcome !== 'pass');
  if (bad.length > 0) {
    const [{ gate, outcome, reason }] = bad;
    throw new Error(`${gate} of ${component} is ${outcome}: ${reason.message}`);
  }
  return decision;
}
