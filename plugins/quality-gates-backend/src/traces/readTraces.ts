import { gunzipSync } from 'node:zlib';
import { InputError, isError } from '@backstage/errors';
import { cutTraces } from '../otlp/cutTraces';
import { decodeTracesJson } from '../otlp/decodeTracesJson';
import { decodeTracesProtobuf } from '../otlp/decodeTracesProtobuf';
import { tooLargeBody } from '../otlp/PayloadTooLargeError';
import type { SentTraces, TracesRead } from '../receive';
import { factsOfTrace, type TraceRules } from '../sources/otel';
import { joinSegments, packSegment } from '../store';
import type { TraceReading, WholeTrace } from '../store/types';

/** What reading traces depends on; it can be sent to another thread. */
export interface ReadOptions {
  /** Largest body after decompression. */
  readonly maxBytes: number;
  readonly rules: TraceRules;
}

/** What a trace says. */
export function readTrace(
  { traceId, spans, senders }: WholeTrace,
  rules: TraceRules,
): TraceReading {
  const top = spans.find(span => span.parentSpanId === null) ?? spans[0];
  const trace = { id: traceId, spans: spans.length };
  const facts = factsOfTrace({ traceId, spans, sender: senders[0] }, rules);
  return {
    traceId,
    topSpanId: top.spanId,
    spanCount: spans.length,
    facts: facts.map(fact => ({ ...fact, trace })),
  };
}

/**
 * Everything that can be done with an OTLP request without a database: unpacks, decodes, cuts, packs and understands it.
 * Throws InputError for bytes that are no such request, PayloadTooLargeError past the bounds of one.
 */
export function readTraces(
  { body, gzip, encoding, sender }: SentTraces,
  { maxBytes, rules }: ReadOptions,
): TracesRead {
  const bytes = gzip ? unpack(body, maxBytes) : body;
  const decode = encoding === 'json' ? decodeTracesJson : decodeTracesProtobuf;
  const decoded = decode(bytes);
  return {
    segments: cutTraces(decoded).map(segment => {
      const whole = joinSegments(segment.traceId, [{ ...segment, sender }]);
      return packSegment(segment, sender, readTrace(whole, rules));
    }),
    spans: decoded.spans.length,
    rejectedSpans: decoded.rejectedSpans,
    message: decoded.message,
  };
}

function unpack(body: Uint8Array, maxBytes: number): Uint8Array {
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if (isError(error) && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLargeBody(maxBytes);
    }
    throw new InputError('Body is cut off or not what it claims', error);
  }
}
