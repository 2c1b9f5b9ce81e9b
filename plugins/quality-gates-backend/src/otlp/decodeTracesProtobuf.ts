import { newBag, readKeyValue, type Bag } from './decodeCommon';
import { decodeEnvelope } from './decodeEnvelope';
import {
  SpanCollector,
  newAttributes,
  newSpan,
  toKind,
  toStatusCode,
  type DecodedTraces,
  type SpanDraft,
} from './SpanCollector';
import { BYTES, FIXED64, VARINT, type WireReader } from './WireReader';

/** What {@link decodeTracesProtobuf} read, and where it stands. */
export interface PlacedTraces extends DecodedTraces {
  readonly layout: Layout;
}

/** Where the spans of a request stand in its bytes, so that they can be kept as they were sent. */
export interface Layout {
  readonly body: Uint8Array;
  /** Begin and end of each span, its tag included: two numbers a span. */
  readonly places: readonly number[];
  /** In the order of the spans. */
  readonly scopes: readonly ScopeLayout[];
}

/** The spans of one scope: from `start` up to `end`, without it. */
export interface ScopeLayout {
  readonly start: number;
  readonly end: number;
  /** The scope's field, as sent. */
  readonly scope: readonly Uint8Array[];
  /** The field of the resource around it, as sent; one object for all scopes of it. */
  readonly resource: readonly Uint8Array[];
}

/**
 * The spans of an `ExportTraceServiceRequest`. Throws InputError for bytes that are no such message and
 * PayloadTooLargeError past the bounds of a request.
 *
 * One `read…Field` a message of opentelemetry-proto's `trace.proto`, `common.proto` and `resource.proto`, named as there.
 * Field numbers are frozen in OTLP 1.x, so that neither a schema nor generated code is needed, and every value goes
 * straight to its place in our span. Of a field that comes twice the later one holds; messages are merged.
 */
export function decodeTracesProtobuf(body: Uint8Array): PlacedTraces {
  const collector = new SpanCollector();
  const places: number[] = [];
  const scopes: ScopeLayout[] = [];
  let open: Omit<ScopeLayout, 'resource'>[] = [];
  decodeEnvelope(body, {
    collector,
    size: () => collector.size,
    readItem(reader, end) {
      const from = reader.fieldAt;
      if (readSpan(reader, end, collector)) places.push(from, reader.at);
    },
    setScope(start, { name, attributes, sent }) {
      collector.setScope(start, name, attributes);
      open.push({ start, end: collector.size, scope: sent });
    },
    setResource(start, { attributes, sent: resource }) {
      collector.setResource(start, attributes);
      scopes.push(...open.map(scope => ({ ...scope, resource })));
      open = [];
    },
  });
  return { ...collector.result, layout: { body, places, scopes } };
}

interface OpenSpan {
  readonly span: SpanDraft;
  readonly bag: Bag;
  parentSpanId: string;
}

/** Whether the span is kept. */
function readSpan(
  reader: WireReader,
  surroundingEnd: number,
  collector: SpanCollector,
): boolean {
  collector.spend();
  const attributes = newAttributes();
  const open: OpenSpan = {
    span: newSpan(attributes),
    bag: newBag(collector, attributes),
    parentSpanId: '',
  };
  reader.message(surroundingEnd, readSpanField, open);
  return collector.addSpan(open.span, open.parentSpanId);
}

function readSpanField(
  reader: WireReader,
  tag: number,
  end: number,
  open: OpenSpan,
): boolean {
  const { span, bag } = open;
  switch (tag) {
    case (1 << 3) | BYTES:
      span.traceId = reader.hex(end);
      return true;
    case (2 << 3) | BYTES:
      span.spanId = reader.hex(end);
      return true;
    case (4 << 3) | BYTES:
      open.parentSpanId = reader.hex(end);
      return true;
    case (5 << 3) | BYTES:
      span.name = reader.text(end);
      return true;
    case (6 << 3) | VARINT:
      span.kind = toKind(reader.int32());
      return true;
    case (7 << 3) | FIXED64:
      span.startedAt = reader.nanosAsMillis();
      return true;
    case (8 << 3) | FIXED64:
      span.endedAt = reader.nanosAsMillis();
      return true;
    case (9 << 3) | BYTES:
      readKeyValue(reader, end, bag);
      return true;
    case (11 << 3) | BYTES:
      readEvent(reader, end, open);
      return true;
    case (13 << 3) | BYTES:
      readLink(reader, end, open);
      return true;
    case (15 << 3) | BYTES:
      reader.message(end, readStatusField, span);
      return true;
    default:
      return false;
  }
}

interface OpenEvent {
  readonly bag: Bag;
  name: string;
  at: number;
}

function readEvent(
  reader: WireReader,
  surroundingEnd: number,
  { span, bag: { collector } }: OpenSpan,
): void {
  collector.spend();
  const event: OpenEvent = { bag: newBag(collector), name: '', at: 0 };
  reader.message(surroundingEnd, readEventField, event);
  const { name, at, bag } = event;
  collector.addEvent(span, { name, at, attributes: bag.attributes });
}

function readEventField(
  reader: WireReader,
  tag: number,
  end: number,
  event: OpenEvent,
): boolean {
  switch (tag) {
    case (1 << 3) | FIXED64:
      event.at = reader.nanosAsMillis();
      return true;
    case (2 << 3) | BYTES:
      event.name = reader.text(end);
      return true;
    case (3 << 3) | BYTES:
      readKeyValue(reader, end, event.bag);
      return true;
    default:
      return false;
  }
}

interface OpenLink {
  traceId: string;
  spanId: string;
}

function readLink(
  reader: WireReader,
  surroundingEnd: number,
  { span, bag: { collector } }: OpenSpan,
): void {
  collector.spend();
  const link: OpenLink = { traceId: '', spanId: '' };
  reader.message(surroundingEnd, readLinkField, link);
  collector.addLink(span, link.traceId, link.spanId);
}

function readLinkField(
  reader: WireReader,
  tag: number,
  end: number,
  link: OpenLink,
): boolean {
  switch (tag) {
    case (1 << 3) | BYTES:
      link.traceId = reader.hex(end);
      return true;
    case (2 << 3) | BYTES:
      link.spanId = reader.hex(end);
      return true;
    default:
      return false;
  }
}

function readStatusField(
  reader: WireReader,
  tag: number,
  end: number,
  span: SpanDraft,
): boolean {
  switch (tag) {
    case (2 << 3) | BYTES:
      span.statusMessage = reader.text(end);
      return true;
    case (3 << 3) | VARINT:
      span.statusCode = toStatusCode(reader.int32());
      return true;
    default:
      return false;
  }
}
