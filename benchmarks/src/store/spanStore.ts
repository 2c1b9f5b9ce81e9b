import {
  createTraceSchema,
  encodeTraces,
} from '@quality-gates/backstage-plugin-quality-gates-backend/dev/traceSchema';
import {
  cutTraces,
  type SpanSegment,
} from '@quality-gates/backstage-plugin-quality-gates-backend/src/otlp/cutTraces';
import {
  decodeTracesProtobuf,
  type PlacedTraces,
} from '@quality-gates/backstage-plugin-quality-gates-backend/src/otlp/decodeTracesProtobuf';
import { projectDeployments } from '@quality-gates/backstage-plugin-quality-gates-backend/src/dora';
import {
  createStore,
  joinSegments,
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

const SENDER = 'bench';
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
): PlacedTraces[] {
  const schema = createTraceSchema();
  return seeds.map(seed =>
    decodeTracesProtobuf(
      encodeTraces(schema, generateTraces({ ...profile, seed })),
    ),
  );
}

/** What the request says of each of its traces. */
export type ReadSegment = (segment: SpanSegment) => TraceReading;

/** A request cut by trace and packed: that is work of storing, wherever it is done. */
export function packRequest(
  decoded: PlacedTraces,
  read: ReadSegment = readAlone,
): TraceSegment[] {
  return cutTraces(decoded).map(cut => packSegment(cut, SENDER, read(cut)));
}

/**
 * Understands requests beforehand. What a trace says is another matter than what storing it costs: `storage-only` hands
 * the store facts that are ready.
 */
export function readBefore(requests: readonly PlacedTraces[]): ReadSegment {
  const readings = new Map<string, TraceReading>();
  for (const segment of requests.flatMap(cutTraces)) {
    readings.set(segment.traceId, readAlone(segment));
  }
  return ({ traceId }) => readings.get(traceId)!;
}

/** What a segment says when it is all there is of its trace. */
export function readAlone({ traceId, spans }: SpanSegment): TraceReading {
  const whole = joinSegments(traceId, [{ sender: SENDER, spans }]);
  return readTrace(whole, RULES);
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

/** Stores a request as it was decoded, in one call. */
export async function storeRequest(
  store: Store,
  decoded: PlacedTraces,
  read?: ReadSegment,
): Promise<void> {
  await store.appendTraces(packRequest(decoded, read), understanding);
}
