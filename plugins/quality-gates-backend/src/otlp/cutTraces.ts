import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Span } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Layout, ScopeLayout, PlacedTraces } from './decodeTracesProtobuf';
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
export function cutTraces(
  decoded: DecodedTraces | PlacedTraces,
): SpanSegment[] {
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
        cut = { spans: [], pieces: [] };
        cuts.set(span.traceId, cut);
      }
      cut.spans.push(span);
      addPiece(cut.pieces, scope, places[2 * index], places[2 * index + 1]);
    }
  }
  // One for all of them: it keeps its buffer.
  const writer = new BinaryWriter();
  return [...cuts].map(([traceId, cut]) => ({
    traceId,
    spans: cut.spans,
    bytes: writePieces(writer, body, cut.pieces),
  }));
}

/** Spans of one trace and scope that stand side by side in the body. */
interface Piece {
  readonly scope: ScopeLayout;
  readonly from: number;
  to: number;
}

interface Cut {
  readonly spans: Span[];
  readonly pieces: Piece[];
}

function addPiece(
  pieces: Piece[],
  scope: ScopeLayout,
  from: number,
  to: number,
) {
  const last = pieces.at(-1);
  if (last?.scope === scope && last.to === from) last.to = to;
  else pieces.push({ scope, from, to });
}

function writePieces(
  writer: BinaryWriter,
  body: Uint8Array,
  pieces: readonly Piece[],
): Uint8Array {
  let open: ScopeLayout | undefined;
  for (const { scope, from, to } of pieces) {
    if (scope !== open) openScope(writer, scope, open);
    open = scope;
    writer.raw(body.subarray(from, to));
  }
  if (open) writer.join().join();
  return writer.finish();
}

/** Closes the scope before, and its resource where another follows. */
function openScope(
  writer: BinaryWriter,
  { scope, resource }: ScopeLayout,
  before: ScopeLayout | undefined,
) {
  if (before) writer.join();
  if (before?.resource !== resource) {
    if (before) writer.join();
    writer.tag(1, WireType.LengthDelimited).fork();
    for (const field of resource) writer.raw(field);
  }
  writer.tag(2, WireType.LengthDelimited).fork();
  for (const field of scope) writer.raw(field);
}
