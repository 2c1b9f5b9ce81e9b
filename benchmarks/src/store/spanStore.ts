import {
  createTraceSchema,
  encodeTraces,
} from '@quality-gates/backstage-plugin-quality-gates-backend/dev/traceSchema';
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
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
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

/**
 * Understands requests beforehand. What a trace says is another matter than what storing it costs: `storage-only` hands
 * the store facts that are ready.
 */
export function understandBefore(
  requests: readonly TraceRequest[],
): (traces: readonly WholeTrace[]) => AttributedFact[] {
  const facts = new Map<string, AttributedFact[]>();
  for (const { spans, sender } of requests) {
    const byTrace = new Map<string, Span[]>();
    for (const span of spans) {
      const own = byTrace.get(span.traceId);
      if (own) own.push(span);
      else byTrace.set(span.traceId, [span]);
    }
    for (const [traceId, own] of byTrace) {
      const trace = { traceId, spans: own, senders: [sender] };
      facts.set(traceId, understand([{ ...trace, truncated: false }]));
    }
  }
  return traces => traces.flatMap(({ traceId }) => facts.get(traceId) ?? []);
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
