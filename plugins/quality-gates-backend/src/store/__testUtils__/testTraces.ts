import { createHash } from 'node:crypto';
import type {
  Fact,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { cutSpans } from '../../otlp/cutTraces';
import { decodeTracesProtobuf } from '../../otlp/decodeTracesProtobuf';
import { unpack } from '../codec';
import { packSegment } from '../packSegment';
import { joinSegments } from '../wholeTrace';
import type {
  AttributedFact,
  Store,
  TraceReading,
  TraceSegment,
  TraceUnderstanding,
  WholeTrace,
} from '../types';

/** Spans of one request. */
export interface TestRequest {
  readonly sender: string;
  readonly spans: readonly Span[];
}

/** What a trace says, by a function of its facts. */
export function readingBy(
  factsOf: (trace: WholeTrace) => readonly Fact[],
): TraceUnderstanding['readTrace'] {
  return (trace): TraceReading => ({
    traceId: trace.traceId,
    topSpanId: trace.spans[0].spanId,
    spanCount: trace.spans.length,
    facts: factsOf(trace),
  });
}

/** Segments as the door of OTLP makes them of a request. */
export function segmentsOf(
  { sender, spans }: TestRequest,
  readTrace: TraceUnderstanding['readTrace'],
): TraceSegment[] {
  const sent = spans.map(span => ({
    ...span,
    spanId: toSpanId(span.spanId),
    parentSpanId: span.parentSpanId && toSpanId(span.parentSpanId),
  }));
  return cutSpans(sent).map(cut => {
    const whole = joinSegments(cut.traceId, [{ ...cut, sender }]);
    return packSegment(cut, sender, readTrace(whole));
  });
}

/** The id that stands for the short name of a span in a fixture. */
export function toSpanId(name: string): string {
  return /^[0-9a-f]{16}$/.test(name)
    ? name
    : createHash('sha256').update(name).digest('hex').slice(0, 16);
}

/** The spans of segments again. */
export function spansOf(segments: readonly TraceSegment[]): Span[] {
  return segments.flatMap(({ codec, bytes }) => [
    ...decodeTracesProtobuf(unpack(codec, Buffer.from(bytes))).spans,
  ]);
}

/** Keeps requests whose traces mean what `factsOf` says. `onBatch` is told what is read of each transaction. */
export async function appendRequests(
  store: Pick<Store, 'appendTraces'>,
  requests: readonly TestRequest[],
  factsOf: (trace: WholeTrace) => readonly AttributedFact[],
  onBatch = (_readings: readonly TraceReading[]) => {},
): Promise<void> {
  const owners = new Map<string, AttributedFact>();
  const readTrace = readingBy(trace =>
    factsOf(trace).map(one => {
      owners.set(one.fact.key, one);
      return one.fact;
    }),
  );
  await store.appendTraces(
    requests.flatMap(request => segmentsOf(request, readTrace)),
    {
      readTrace,
      attributeTraces(readings) {
        onBatch(readings);
        return readings.flatMap(({ facts }) =>
          facts.map(fact => ({ ...owners.get(fact.key)!, fact })),
        );
      },
    },
  );
}
