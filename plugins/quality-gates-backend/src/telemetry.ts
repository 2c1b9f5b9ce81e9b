import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  type Link,
  type Span,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api';

/** What Quality Gates counts of itself. Every name is a metric with the attributes given. */
export interface Counters {
  /** Deliveries, or spans on the `otlp` door, that are durable. */
  accepted(door: string, n?: number): void;
  /** Requests, or spans, refused at a door, with the reason code. */
  rejected(door: string, reason: string, n?: number): void;
  /** Facts that belonged to nobody when they arrived. */
  unmapped(type: string, reason: string, n?: number): void;
}

/** Makes the counters of {@link Counters} on Backstage's metrics service. */
export function createCounters(metrics: MetricsService): Counters {
  const accepted = metrics.createCounter('quality_gates.ingest.accepted', {
    description: 'Deliveries and spans made durable',
    unit: '{item}',
  });
  const rejected = metrics.createCounter('quality_gates.ingest.rejected', {
    description: 'Deliveries and spans refused at a door',
    unit: '{item}',
  });
  const unmapped = metrics.createCounter('quality_gates.ingest.unmapped', {
    description: 'Facts that belonged to no entity on arrival',
    unit: '{fact}',
  });
  return {
    accepted: (door, n = 1) => accepted.add(n, { door }),
    rejected: (door, reason, n = 1) => rejected.add(n, { door, reason }),
    unmapped: (type, reason, n = 1) => unmapped.add(n, { type, reason }),
  };
}

const tracer = trace.getTracer('quality-gates');

/** At most this many links a span; a batch may touch more traces than a backend shows. */
const MAX_LINKS = 32;

/**
 * Runs `work` inside a span of ours that links to the pipelines' own spans, so that both are found from either.
 * Synchronous, because it is used inside transactions.
 */
export function withSpan<T>(
  name: string,
  options: {
    attributes: Record<string, string | number>;
    pipeline: readonly { traceId: string; spanId: string }[];
  },
  work: (span: Span) => T,
): T {
  const links: Link[] = options.pipeline.slice(0, MAX_LINKS).map(at => ({
    context: { ...at, traceFlags: TraceFlags.SAMPLED, isRemote: true },
  }));
  return tracer.startActiveSpan(
    name,
    { attributes: options.attributes, links },
    span => {
      try {
        return work(span);
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
        throw error;
      } finally {
        span.end();
      }
    },
  );
}

/**
 * The span a sender was in, from the W3C `traceparent` header it sent along; [] without one.
 *
 * @example pipelineOf({ traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' })
 * // [{ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }]
 */
export function pipelineOf(
  headers: Readonly<Record<string, string>>,
): { traceId: string; spanId: string }[] {
  const match = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(
    headers.traceparent ?? '',
  );
  return match ? [{ traceId: match[1], spanId: match[2] }] : [];
}
