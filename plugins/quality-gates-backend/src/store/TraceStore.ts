/** The part of the store's contract that is about traces. */
import type {
  Millis,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { AttributedFact } from './attributionTypes';

/** The spans of one OTLP request. */
export interface TraceRequest {
  readonly spans: readonly Span[];
  /** Token name of the sender. */
  readonly sender: string;
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

/** The spans of traces; part of the store. */
export interface TraceStore {
  /**
   * Keeps the spans of several requests and stores the facts that `understand` reads off the whole traces they belong
   * to. One transaction; a lock by trace, in sorted order, makes the last writer see everything. `senders` of the
   * result's fact come from the traces.
   */
  appendTraces(
    requests: readonly TraceRequest[],
    understand: (traces: readonly WholeTrace[]) => AttributedFact[],
  ): Promise<void>;
  /**
   * Has the kept traces with spans that began on the days of [from, to) understood again, in slices; resolves to their
   * number.
   */
  replayTraces(
    window: { from: Millis; to: Millis },
    understand: (traces: readonly WholeTrace[]) => AttributedFact[],
  ): Promise<number>;
  /** Traces by id; ids never seen are left out. At most 20 ids. */
  readTraces(traceIds: readonly string[]): Promise<WholeTrace[]>;
}
