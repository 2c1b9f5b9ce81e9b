import {
  createTraceSchema,
  encodeTraces,
} from '@quality-gates/backstage-plugin-quality-gates-backend/dev/traceSchema';
import { cutTraces } from '@quality-gates/backstage-plugin-quality-gates-backend/src/otlp/cutTraces';
import {
  decodeTracesProtobuf,
  type SentTraces,
} from '@quality-gates/backstage-plugin-quality-gates-backend/src/otlp/decodeTracesProtobuf';
import { projectDeployments } from '@quality-gates/backstage-plugin-quality-gates-backend/src/dora';
import {
  createStore,
  packSegment,
} from '@quality-gates/backstage-plugin-quality-gates-backend/src/store';
import type {
  Store,
  TraceReading,
  TraceSegment,
  TraceUnderstanding,
} from '@quality-gates/backstage-plugin-quality-gates-backend/src/store/types';
import { readTrace } from '@quality-gates/backstage-plugin-quality-gates-backend/src/traces';
import { generateTraces, type TraceProfile } from '../generateTraces';
import type { Database } from './databases';

const RULES = { deployments: [] };

/** The store of the product on a database of a benchmark, or on another way to the same tables. */
export function openStore(
  { knex }: Pick<Database, 'knex'>,
  skipMigrations = false,
): Promise<Store> {
  return createStore({
    database: {
      getClient: async () => knex,
      migrations: { skip: skipMigrations },
    },
    projectDeployments,
    now: Date.now,
    deadlineMs: 60_000,
  });
}

/** Requests as the door decodes them, one a seed. */
export function makeRequests(
  seeds: readonly number[],
  profile: Omit<TraceProfile, 'seed'>,
): SentTraces[] {
  const schema = createTraceSchema();
  return seeds.map(seed =>
    decodeTracesProtobuf(
      encodeTraces(schema, generateTraces({ ...profile, seed })),
    ),
  );
}

/** A request cut by trace and packed: that is work of storing, wherever it is done. */
export function packRequest(
  decoded: SentTraces,
  read: TraceUnderstanding['readTrace'] = understanding.readTrace,
): TraceSegment[] {
  return cutTraces(decoded).map(cut => packSegment(cut, 'bench', read));
}

/**
 * Understands requests beforehand. What a trace says is another matter than what storing it costs: `storage-only` hands
 * the store facts that are ready.
 */
export function readBefore(
  requests: readonly SentTraces[],
): TraceUnderstanding['readTrace'] {
  const readings = new Map<string, TraceReading>();
  for (const { reading } of requests.flatMap(request => packRequest(request))) {
    readings.set(reading.traceId, reading);
  }
  return ({ traceId }) => readings.get(traceId)!;
}

/** What traces say, each fact owned by the service that its resource names. */
export const understanding: TraceUnderstanding = {
  readTrace: trace => readTrace(trace, RULES),
  attributeTraces: readings =>
    readings.flatMap(({ facts }) =>
      facts.map(fact => ({
        fact,
        attribution: {
          entityRefs: [`component:default/${fact.subject.service ?? 'nobody'}`],
        },
      })),
    ),
};
