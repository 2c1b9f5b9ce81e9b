import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Layout, ScopeLayout, SentTraces } from './decodeTracesProtobuf';
import { encodeSpans } from './encodeSpans';
import type { DecodedTraces } from './SpanCollector';

/** The spans of one trace in one request. */
export interface SpanSegment {
  readonly traceId: string;
  readonly spans: readonly Span[];
  /**
   * An OTLP `TracesData` of these spans alone: each as it was sent, with its resource and scope. decodeTracesProtobuf
   * reads them again.
   */
  readonly bytes: Uint8Array;
}

/** Cuts a request by trace. What came as JSON is written in protobuf: there is one form of what is kept. */
export function cutTraces(decoded: DecodedTraces | SentTraces): SpanSegment[] {
  return 'layout' in decoded
    ? cutSent(decoded.spans, decoded.layout)
    : cutSpans(decoded.spans);
}

/** Segments of spans that have no bytes yet. */
export function cutSpans(spans: readonly Span[]): SpanSegment[] {
  const byTrace = new Map<string, Span[]>();
  for (const span of spans) {
    const own = byTrace.get(span.traceId);
    if (own) own.push(span);
    else byTrace.set(span.traceId, [span]);
  }
  return [...byTrace].map(([traceId, own]) => ({
    traceId,
    spans: own,
    bytes: encodeSpans(own),
  }));
}

function cutSent(spans: readonly Span[], layout: Layout): SpanSegment[] {
  const { body, places, scopes } = layout;
  const cuts = new Map<string, Cut>();
  for (const scope of scopes) {
    for (let index = scope.start; index < scope.end; index++) {
      const span = spans[index];
      let cut = cuts.get(span.traceId);
      if (!cut) {
        cut = new Cut(body);
        cuts.set(span.traceId, cut);
      }
      cut.add(span, scope, places[2 * index], places[2 * index + 1]);
    }
  }
  return [...cuts].map(([traceId, cut]) => ({
    traceId,
    spans: cut.spans,
    bytes: cut.finish(),
  }));
}

/** The message of one trace while its spans are being collected, those of a scope one after the other. */
class Cut {
  readonly spans: Span[] = [];
  readonly #body: Uint8Array;
  readonly #writer = new BinaryWriter();
  #scope: ScopeLayout | undefined;
  /** Spans that stand side by side in the body, not written yet: they are copied as one. */
  #from = 0;
  #to = 0;

  constructor(body: Uint8Array) {
    this.#body = body;
  }

  add(span: Span, scope: ScopeLayout, from: number, to: number): void {
    this.spans.push(span);
    if (scope === this.#scope && from === this.#to) {
      this.#to = to;
      return;
    }
    this.#copy();
    if (scope !== this.#scope) this.#open(scope);
    this.#from = from;
    this.#to = to;
  }

  finish(): Uint8Array {
    this.#copy();
    this.#writer.join().join();
    return this.#writer.finish();
  }

  #copy(): void {
    this.#writer.raw(this.#body.subarray(this.#from, this.#to));
  }

  #open(scope: ScopeLayout): void {
    const before = this.#scope;
    this.#scope = scope;
    if (before) this.#writer.join();
    if (before?.resource !== scope.resource) {
      if (before) this.#writer.join();
      this.#writer.tag(1, WireType.LengthDelimited).fork();
      for (const field of scope.resource) this.#writer.raw(field);
    }
    this.#writer.tag(2, WireType.LengthDelimited).fork();
    for (const field of scope.scope) this.#writer.raw(field);
  }
}
