/** The part of the store's contract that is about traces. */
import type {
  Fact,
  Millis,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { AttributedFact } from './attributionTypes';
import type { Codec } from './codec';

/** The spans of one trace in one request, packed, with what they say; see packSegment. */
export interface TraceSegment {
  readonly traceId: string;
  /** Token name of the sender. */
  readonly sender: string;
  /** The day on which the first span began, since the epoch, UTC. */
  readonly bucketDay: number;
  /** Of sender and packed bytes: the same request again is the same segment. */
  readonly contentHash: string;
  readonly spanCount: number;
  readonly codec: Codec;
  /** An OTLP `TracesData` of these spans, packed. */
  readonly bytes: Uint8Array;
  /** What these spans say when they are all that is known of the trace, as they nearly always are. */
  readonly reading: TraceReading;
  /** How many facts that is. */
  readonly factCount: number;
}

/** Everything known of one trace, after a batch. */
export interface WholeTrace {
  readonly traceId: string;
  /** De-duplicated by span id, the later end wins; ordered by (startedAt, spanId). */
  readonly spans: readonly Span[];
  /** Token names that sent parts of it, sorted. */
  readonly senders: readonly string[];
  /** True when it has more spans than the store looks at (50,000). */
  readonly truncated: boolean;
}

/** What a trace says, whoever it concerns. */
export interface TraceReading {
  readonly traceId: string;
  /** The span at the top, else the first. */
  readonly topSpanId: string;
  readonly spanCount: number;
  /** Each says of which trace it is. */
  readonly facts: readonly Fact[];
}

/** How traces become facts of entities. */
export interface TraceUnderstanding {
  /** What a trace says. Pure. */
  readTrace(trace: WholeTrace): TraceReading;
  /** Whose that is. Synchronous, because it happens in a transaction. A fact that stays as it is stays the same object. */
  attributeTraces(readings: readonly TraceReading[]): AttributedFact[];
}

/** The spans of traces; part of the store. */
export interface TraceStore {
  /**
   * Keeps segments and stores the facts that are read off the whole traces they belong to. One transaction for some
   * thousand spans; a lock by trace, in sorted order, makes the last writer see everything.
   */
  appendTraces(
    segments: readonly TraceSegment[],
    understanding: TraceUnderstanding,
  ): Promise<void>;
  /**
   * Has the kept traces with spans that began on the days of [from, to) understood again, in slices; resolves to their
   * number.
   */
  replayTraces(
    window: { from: Millis; to: Millis },
    understanding: TraceUnderstanding,
  ): Promise<number>;
  /** Traces by id; ids never seen are left out. At most 20 ids. */
  readTraces(traceIds: readonly string[]): Promise<WholeTrace[]>;
}
