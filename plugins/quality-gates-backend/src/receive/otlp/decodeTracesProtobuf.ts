import { newBag, readKeyValue, type Bag } from './decodeKeyValue';
import {
  SpanCollector,
  newSpan,
  toKind,
  toStatusCode,
  type AttributesDraft,
  type DecodedTraces,
  type SpanDraft,
} from './SpanCollector';
import { BYTES, FIXED64, VARINT, WireReader } from './WireReader';

/**
 * The spans of an `ExportTraceServiceRequest`. Throws InputError for bytes that are no such message and
 * PayloadTooLargeError past the bounds of a request.
 *
 * One function a message of opentelemetry-proto's `trace.proto`, `common.proto` and `resource.proto`, named as there.
 * Field numbers are frozen in OTLP 1.x, so that neither a schema nor generated code is needed, and every value goes
 * straight to its place in our span. Of a field that comes twice the later one holds; messages are merged.
 */
export function decodeTracesProtobuf(body: Uint8Array): DecodedTraces {
  const collector = new SpanCollector();
  const reader = new WireReader(body);
  const end = reader.length;
  while (reader.at < end) {
    const tag = reader.tag();
    if (tag === ((1 << 3) | BYTES)) readResourceSpans(reader, collector, end);
    else reader.skip(tag, end);
  }
  reader.finish(end);
  return collector.result;
}

function readResourceSpans(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
): void {
  collector.spend();
  const start = collector.size;
  const resource = newBag();
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    switch (tag) {
      case (1 << 3) | BYTES:
        readResource(reader, collector, end, resource);
        break;
      // Senders older than OTLP 0.15 call scopes instrumentation libraries; inside, the numbers are the same.
      case (1000 << 3) | BYTES:
      case (2 << 3) | BYTES:
        readScopeSpans(reader, collector, end);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  reader.finish(end);
  collector.setResource(start, resource.attributes);
}

function readResource(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
  resource: Bag,
): void {
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    if (tag === ((1 << 3) | BYTES)) {
      readKeyValue(reader, collector, end, resource, 0);
    } else reader.skip(tag, end);
  }
  reader.finish(end);
}

function readScopeSpans(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
): void {
  collector.spend();
  const start = collector.size;
  const scope = { ...newBag(), name: '' };
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    switch (tag) {
      case (1 << 3) | BYTES:
        readScope(reader, collector, end, scope);
        break;
      case (2 << 3) | BYTES:
        readSpan(reader, collector, end);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  reader.finish(end);
  collector.setScope(start, scope.name, scope.attributes);
}

function readScope(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
  scope: Bag & { name: string },
): void {
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    switch (tag) {
      case (1 << 3) | BYTES:
        scope.name = reader.text(end);
        break;
      case (3 << 3) | BYTES:
        readKeyValue(reader, collector, end, scope, 0);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  reader.finish(end);
}

function readSpan(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
): void {
  collector.spend();
  const span = newSpan();
  const bag = { attributes: span.attributes as AttributesDraft, count: 0 };
  let parentSpanId = '';
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    switch (tag) {
      case (1 << 3) | BYTES:
        span.traceId = reader.hex(end);
        break;
      case (2 << 3) | BYTES:
        span.spanId = reader.hex(end);
        break;
      case (4 << 3) | BYTES:
        parentSpanId = reader.hex(end);
        break;
      case (5 << 3) | BYTES:
        span.name = reader.text(end);
        break;
      case (6 << 3) | VARINT:
        span.kind = toKind(reader.int32());
        break;
      case (7 << 3) | FIXED64:
        span.startedAt = reader.nanosAsMillis();
        break;
      case (8 << 3) | FIXED64:
        span.endedAt = reader.nanosAsMillis();
        break;
      case (9 << 3) | BYTES:
        readKeyValue(reader, collector, end, bag, 0);
        break;
      case (11 << 3) | BYTES:
        readEvent(reader, collector, end, span);
        break;
      case (13 << 3) | BYTES:
        readLink(reader, collector, end, span);
        break;
      case (15 << 3) | BYTES:
        readStatus(reader, end, span);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  reader.finish(end);
  collector.addSpan(span, parentSpanId);
}

function readEvent(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
  span: SpanDraft,
): void {
  collector.spend();
  const bag = newBag();
  const event = { name: '', at: 0, attributes: bag.attributes };
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    switch (tag) {
      case (1 << 3) | FIXED64:
        event.at = reader.nanosAsMillis();
        break;
      case (2 << 3) | BYTES:
        event.name = reader.text(end);
        break;
      case (3 << 3) | BYTES:
        readKeyValue(reader, collector, end, bag, 0);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  reader.finish(end);
  collector.addEvent(span, event);
}

function readLink(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
  span: SpanDraft,
): void {
  collector.spend();
  let traceId = '';
  let spanId = '';
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    if (tag === ((1 << 3) | BYTES)) traceId = reader.hex(end);
    else if (tag === ((2 << 3) | BYTES)) spanId = reader.hex(end);
    else reader.skip(tag, end);
  }
  reader.finish(end);
  collector.addLink(span, traceId, spanId);
}

function readStatus(
  reader: WireReader,
  surroundingEnd: number,
  span: SpanDraft,
): void {
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    switch (tag) {
      case (2 << 3) | BYTES:
        span.statusMessage = reader.text(end);
        break;
      case (3 << 3) | VARINT:
        span.statusCode = toStatusCode(reader.int32());
        break;
      default:
        reader.skip(tag, end);
    }
  }
  reader.finish(end);
}
