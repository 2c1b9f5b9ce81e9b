import { createHash } from 'node:crypto';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import { cleanFact } from './cleanFact';
import { packSmall } from './codec';
import type { TraceReading, TraceSegment } from './TraceStore';

const DAY_MS = 86_400_000;

/** The spans of one trace in one request, and the same as an OTLP `TracesData`. */
export interface SentSegment {
  readonly traceId: string;
  readonly spans: readonly Span[];
  readonly bytes: Uint8Array;
}

/** Packs a segment with what it says: pure, and much of the work of keeping it, so that it may happen in any thread. */
export function packSegment(
  { traceId, spans, bytes }: SentSegment,
  sender: string,
  reading: TraceReading,
): TraceSegment {
  const packed = packSmall(bytes);
  return {
    traceId,
    sender,
    bucketDay: Math.floor(earliestStart(spans) / DAY_MS),
    contentHash: createHash('sha256')
      .update(`${sender}\n`)
      .update(packed.bytes)
      .digest('base64url'),
    spanCount: spans.length,
    codec: packed.codec,
    // A copy of its own: what the codec gives lies in a much larger buffer.
    bytes: new Uint8Array(packed.bytes),
    reading: cleanReading(reading),
    factCount: reading.facts.length,
  };
}

/** What a trace says, as the store keeps it. */
export function cleanReading(reading: TraceReading): TraceReading {
  const subjects = new Map();
  const facts = reading.facts.map(fact => cleanFact(fact, subjects));
  return { ...reading, facts };
}

function earliestStart(spans: readonly Span[]): number {
  return spans.reduce(
    (earliest, { startedAt }) => Math.min(earliest, startedAt),
    Infinity,
  );
}
