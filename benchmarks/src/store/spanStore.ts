import { decodeTracesProtobuf } from '@quality-gates/backstage-plugin-quality-gates-backend/src/receive/otlp/decodeTracesProtobuf';
import { projectDeployments } from '@quality-gates/backstage-plugin-quality-gates-backend/src/dora';
import { factsOfTrace } from '@quality-gates/backstage-plugin-quality-gates-backend/src/sources/otel';
import { createStore } from '@quality-gates/backstage-plugin-quality-gates-backend/src/store';
import type {
  AttributedFact,
  Store,
  TraceRequest,
  WholeTrace,
} from '@quality-gates/backstage-plugin-quality-gates-backend/src/store/types';
import { createTraceSchema, encodeTraces } from '../decode/traceSchema';
import { generateTraces, type TraceProfile } from '../generateTraces';
import type { Database } from './databases';

const RULES = { deployments: [] };

/** The store of the product on a database of a benchmark. */
export function openStore({ knex }: Database): Promise<Store> {
  return createStore({
    database: { getClient: async () => knex },
    projectDeployments,
    now: Date.now,
    deadlineMs: 60_000,
  });
}

/** Requests as the door hands them on: decoded, one a seed. */
export function makeRequests(
  seeds: readonly number[],
  profile: Omit<TraceProfile, 'seed'>,
): TraceRequest[] {
  const schema = createTraceSchema();
  return seeds.map(seed => ({
    sender: 'bench',
    spans: decodeTracesProtobuf(
      encodeTraces(schema, generateTraces({ ...profile, seed })),
    ).spans,
  }));
}

/** What traces say, each fact owned by the service that its resource names. */
export function understand(traces: readonly WholeTrace[]): AttributedFact[] {
  return traces.flatMap(trace =>
    factsOfTrace({ ...trace, sender: trace.senders[0] }, RULES).map(fact => ({
      fact,
      attribution: {
        entityRefs: [`component:default/${fact.subject.service ?? 'nobody'}`],
      },
    })),
  );
}
