import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Knex } from 'knex';
import { readChangeLeads, readChangesOf } from './changeLeads';
import {
  finishDeliveries,
  insertDeliveries,
  packDeliveries,
  replayDelivery,
  takeReceived,
  type TakenDelivery,
} from './deliveries';
import { listDeliveries, readDelivery } from './deliveryRows';
import {
  listDeployments,
  readCurrentDeployments,
  readDeploymentHistory,
} from './deployments';
import { dialectOf } from './dialect';
import { readEnvironments, readFirstFacts } from './entities';
import { createEvaluationCalls } from './createEvaluationCalls';
import { announceFacts } from './evaluationTriggers';
import type { EvaluationStore } from './EvaluationStore';
import { cleanFacts, writeFacts, type ReceivedFact } from './facts';
import { listFirstFacts, readFactTotals } from './factTotals';
import { listGateReports, readGateReports } from './gateReports';
import { listIncidents, readIncidentHistory } from './incidents';
import { migrate } from './migrate';
import { moveUnmapped, reconsider } from './reattribute';
import { readMergedChanges, readTestReports, readTries } from './pipelines';
import { hasReports, listReports } from './reports';
import { listRuns, readRun } from './runs';
import { readTasks, readTasksOfRuns } from './tasks';
import { logCalls, pollCalls, replayCalls } from './pulledCalls';
import {
  appendSegments,
  packSegments,
  readTraces,
  sliceTraces,
} from './traces';
import { createOutgoingCalls } from './createOutgoingCalls';
import type { OutgoingStore } from './outgoingTypes';
import { createTransactor, type Transactor } from './transactor';
import type { DeliveryOutcome, Store, StoreOptions } from './types';
import { listUnmapped, readUnmappedAfter, UNMAPPED_KEY } from './unmapped';

/** Backstage's database service, as far as the store needs it. */
export interface StoreDatabase {
  getClient(): Promise<Knex>;
  readonly migrations?: { readonly skip?: boolean };
}

/** Unmapped facts that are looked at again in one transaction. */
const UNMAPPED_PER_SLICE = 200;

/**
 * The {@link Store} on a plugin's own database, with its tables brought up to date first.
 *
 * @example
 * const store = await createStore({ database, projectDeployments, now: Date.now, deadlineMs: 1500 });
 */
export async function createStore(
  options: StoreOptions & { readonly database: StoreDatabase },
): Promise<Store> {
  const knex = await options.database.getClient();
  await dialectOf(knex).prepare(knex);
  if (!options.database.migrations?.skip) await migrate(knex);
  const transactor = createTransactor(knex, options.deadlineMs);
  return {
    ...deliveryCalls(transactor, options),
    ...traceCalls(transactor, options),
    ...unmappedCalls(transactor, options),
    ...replayCalls(transactor, options),
    ...logCalls(transactor, options),
    ...pollCalls(transactor),
    ...createEvaluationCalls(transactor),
    ...createOutgoingCalls(transactor),
    ...reads(transactor),
  };
}

function factsOf(
  taken: readonly TakenDelivery[],
  outcomes: readonly DeliveryOutcome[],
): ReceivedFact[] {
  return taken.flatMap(({ id, delivery }, index) =>
    outcomes[index].facts.map(fact => ({
      ...fact,
      source: delivery.source,
      deliveryId: id,
      heardAt: delivery.receivedAt,
    })),
  );
}

type Calls<K extends keyof Store> = Pick<Store, K>;

function deliveryCalls(
  { read, write }: Transactor,
  options: StoreOptions,
): Calls<
  | 'acceptDeliveries'
  | 'processDeliveries'
  | 'replayDelivery'
  | 'readDelivery'
  | 'listDeliveries'
> {
  const { projectDeployments, now, triggerMaxAgeMs: maxAgeMs = 0 } = options;
  return {
    async acceptDeliveries(batch) {
      const packed = await packDeliveries(batch);
      return write('keep deliveries', tx => insertDeliveries(tx, packed));
    },
    processDeliveries: (limit, understand) =>
      write('process deliveries', async tx => {
        const taken = await takeReceived(tx, limit);
        if (taken.length === 0) return 0;
        const outcomes = understand(taken.map(({ delivery }) => delivery)).map(
          outcome => ({ ...outcome, facts: cleanFacts(outcome.facts) }),
        );
        const facts = factsOf(taken, outcomes);
        await writeFacts(tx, facts, { projectDeployments, now: now() });
        await announceFacts(tx, facts, { now: now(), maxAgeMs });
        await finishDeliveries(tx, taken, outcomes, now());
        return taken.length;
      }),
    replayDelivery: id =>
      write('replay a delivery', tx => replayDelivery(tx, id)),
    readDelivery: id => read('read a delivery', db => readDelivery(db, id)),
    listDeliveries: query =>
      read('list deliveries', db => listDeliveries(db, query)),
  };
}

function traceCalls(
  { read, write }: Transactor,
  { projectDeployments, now, triggerMaxAgeMs: maxAgeMs = 0 }: StoreOptions,
): Calls<'appendTraces' | 'readTraces'> {
  return {
    async appendTraces(requests, understand) {
      for (const { traceIds, segments } of sliceTraces(requests)) {
        const packed = packSegments(segments);
        await write('keep spans', async tx => {
          const traces = await appendSegments(tx, traceIds, packed);
          const heardAt = now();
          const facts = cleanFacts(understand(traces)).map(fact => ({
            ...fact,
            source: 'otlp',
            deliveryId: null,
            heardAt,
          }));
          await writeFacts(tx, facts, { projectDeployments, now: heardAt });
          await announceFacts(tx, facts, { now: heardAt, maxAgeMs });
        });
        await nextTurn();
      }
    },
    readTraces: traceIds => read('read traces', db => readTraces(db, traceIds)),
  };
}

function unmappedCalls(
  { read, write }: Transactor,
  { projectDeployments, now }: StoreOptions,
): Calls<'listUnmapped' | 'reattributeUnmapped'> {
  return {
    listUnmapped: query =>
      read('list unmapped facts', db => listUnmapped(db, query)),
    async reattributeUnmapped(attribute) {
      let moved = 0;
      let after: readonly string[] = ['', '', ''];
      for (;;) {
        const start = after;
        const rows = await read('read unmapped facts', db =>
          readUnmappedAfter(db, start, UNMAPPED_PER_SLICE),
        );
        const last = rows.at(-1);
        if (!last) return moved;
        after = UNMAPPED_KEY.map(column => last[column] as string);
        const found = reconsider(rows, attribute);
        if (found.length > 0) {
          moved += await write('attribute unmapped facts', tx =>
            moveUnmapped(tx, found, { projectDeployments, now: now() }),
          );
        }
        await nextTurn();
      }
    },
  };
}

type ReadCalls = Omit<
  Store,
  | keyof ReturnType<typeof deliveryCalls>
  | keyof ReturnType<typeof traceCalls>
  | keyof ReturnType<typeof unmappedCalls>
  | keyof ReturnType<typeof replayCalls>
  | keyof ReturnType<typeof logCalls>
  | keyof ReturnType<typeof pollCalls>
  | keyof EvaluationStore
  | keyof OutgoingStore
>;

function reads({ read }: Transactor): ReadCalls {
  return {
    readDeploymentHistory: query =>
      read('read deployments', db => readDeploymentHistory(db, query)),
    readChangeLeads: query =>
      read('read lead times', db => readChangeLeads(db, query)),
    readIncidentHistory: query =>
      read('read incidents', db => readIncidentHistory(db, query)),
    readEnvironments: refs =>
      read('read environments', db => readEnvironments(db, refs)),
    readFirstFacts: ref =>
      read('read first facts', db => readFirstFacts(db, ref)),
    listFirstFacts: query =>
      read('list entities with facts', db => listFirstFacts(db, query)),
    readFactTotals: facts =>
      read('count facts', db => readFactTotals(db, facts)),
    listDeployments: query =>
      read('list deployments', db => listDeployments(db, query)),
    readCurrentDeployments: entityRef =>
      read('read deployments', db => readCurrentDeployments(db, entityRef)),
    readChangesOf: query =>
      read('read changes', db => readChangesOf(db, query)),
    listIncidents: query =>
      read('list incidents', db => listIncidents(db, query)),
    listRuns: query => read('list runs', db => listRuns(db, query)),
    readRun: (ref, runId) => read('read a run', db => readRun(db, ref, runId)),
    readTasks: (ref, key) => read('read tasks', db => readTasks(db, ref, key)),
    readTasksOfRuns: query =>
      read('read tasks of runs', db => readTasksOfRuns(db, query)),
    readTries: query =>
      read('read runs of commits', db => readTries(db, query)),
    readTestReports: query =>
      read('read test reports', db => readTestReports(db, query)),
    readMergedChanges: query =>
      read('read merged changes', db => readMergedChanges(db, query)),
    readGateReports: query =>
      read('read gate reports', db => readGateReports(db, query)),
    listGateReports: query =>
      read('list gate reports', db => listGateReports(db, query)),
    listReports: query => read('list reports', db => listReports(db, query)),
    hasReports: (entityRef, type) =>
      read('look for reports', db => hasReports(db, entityRef, type)),
  };
}
