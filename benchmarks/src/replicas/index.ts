import { once } from 'node:events';
import type { Area, Finding } from '../Area';
import { ask, spawnProgram } from '../e2e/startServer';
import { startPostgres, type Database } from '../store/databases';
import {
  makeRequests,
  openStore,
  packRequest,
  understanding,
} from '../store/spanStore';
import { DELIVERIES, factsOfDelivery, PROFILE, SEEDS } from './work';

const WRITERS = 4;

interface Outcome {
  readonly errors: number;
  readonly processed: number;
}

/** P12: four writers on one PostgreSQL with overlapping keys, each in a process and an order of its own. */
export const replicas: Area = {
  name: 'replicas',
  async run() {
    const server = await startPostgres();
    const databases: Database[] = [];
    try {
      databases.push(await server.createDatabase());
      databases.push(await server.createDatabase());
      const [shared, alone] = databases;
      await writeAlone(alone);
      const outcomes = await writeTogether(shared);
      const [actual, expected] = [await dump(shared), await dump(alone)];
      return findingsOf({
        outcomes,
        lost: expected.filter(row => !actual.includes(row)).length,
        extra:
          actual.filter(row => !expected.includes(row)).length +
          (actual.length - new Set(actual).size),
        deadlocks: await countDeadlocks(shared),
        rows: expected.length,
      });
    } finally {
      await Promise.all(databases.map(database => database.drop()));
      await server.stop();
    }
  },
};

/** The same work by one writer, everything once and in order: what the rows must be. */
async function writeAlone(database: Database): Promise<void> {
  const store = await openStore(database);
  const requests = makeRequests(SEEDS, PROFILE);
  await store.appendTraces(
    requests.flatMap(request => packRequest(request)),
    understanding,
  );
  await acceptDeliveries(database);
  while (
    (await store.processDeliveries(100, batch =>
      batch.map(({ body }) => ({
        state: 'stored',
        facts: factsOfDelivery(Buffer.from(body).toString()),
      })),
    )) > 0
  );
}

async function acceptDeliveries(database: Database): Promise<void> {
  const store = await openStore(database);
  await store.acceptDeliveries(
    Array.from({ length: DELIVERIES }, (_, n) => ({
      source: 'plain/bench',
      kind: 'deployments',
      externalId: `${n}`,
      sender: 'bench',
      headers: {},
      body: Buffer.from(`${n}`),
      receivedAt: n,
    })),
  );
}

async function writeTogether(database: Database): Promise<Outcome[]> {
  await acceptDeliveries(database);
  const program = require.resolve('./writer.ts');
  const writers = Array.from({ length: WRITERS }, (_, n) =>
    spawnProgram(program, [database.place, String(n + 1)]),
  );
  try {
    // All begin together, so that they meet.
    await Promise.all(writers.map(writer => ask(writer)));
    return await Promise.all(
      writers.map(writer => ask<Outcome>(writer, { start: true })),
    );
  } finally {
    for (const writer of writers) {
      const gone = once(writer, 'exit');
      if (writer.exitCode === null && writer.kill()) await gone;
    }
  }
}

/** What is kept, without when it was heard of and how it was cut into requests. */
async function dump({ knex }: Database): Promise<string[]> {
  const tables = {
    pipeline_run: ['run_key', 'entity_ref', 'result', 'started_at'],
    run_tasks: ['run_key', 'entity_ref', 'task_count', 'passed'],
    deployment: ['deployment_key', 'entity_ref', 'commit_sha', 'finished_at'],
    change_lead: ['entity_ref', 'sha', 'deployed_at'],
  };
  const rows: string[] = [];
  for (const [table, columns] of Object.entries(tables)) {
    for (const row of await knex(table).select(columns)) {
      rows.push(JSON.stringify([table, ...Object.values(row)]));
    }
  }
  const traces = await knex('trace_segment').distinct('trace_id');
  return [...rows, ...traces.map(row => row.trace_id)].sort();
}

/** Deadlocks that PostgreSQL ended, also those that were tried again without anybody noticing. */
async function countDeadlocks({ knex }: Database): Promise<number> {
  // Statistics of a session are published when it is idle, or at the latest after a second.
  await new Promise(resolve => setTimeout(resolve, 1100));
  const [{ deadlocks }] = await knex('pg_stat_database')
    .select('deadlocks')
    .whereRaw('datname = current_database()');
  return Number(deadlocks);
}

function findingsOf(seen: {
  outcomes: readonly Outcome[];
  lost: number;
  extra: number;
  deadlocks: number;
  rows: number;
}): Finding[] {
  const { outcomes, lost, extra, rows, deadlocks } = seen;
  const sum = (key: keyof Outcome) =>
    outcomes.reduce((total, one) => total + one[key], 0);
  const none = (what: string, value: number, details: object): Finding => ({
    goal: 'P12',
    what: `${WRITERS} writers on postgres: ${what}`,
    value,
    target: 0,
    direction: 'at-most',
    hard: true,
    details: { ...details },
  });
  const shares = outcomes.map(({ processed }) => processed / DELIVERIES);
  return [
    none('deadlocks and errors that surface', sum('errors'), { deadlocks }),
    none('rows lost', lost, { rows }),
    none('rows doubled or made up', extra, { rows }),
    none(
      'deliveries taken by two or by nobody',
      Math.abs(sum('processed') - DELIVERIES),
      {},
    ),
    {
      goal: 'P12',
      what: 'smallest share of the deliveries of one writer, against a fair one',
      value: Math.min(...shares) * WRITERS,
      target: 0.3,
      direction: 'at-least',
      details: { shares },
    },
  ];
}
