import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type {
  Attributes,
  AttributeValue,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';

const { Bit64, LengthDelimited, Varint } = WireType;
/** The number of `attributes` in Span, Event, and both Resource and Scope. */
const ATTRIBUTES = { span: 9, event: 3, resource: 1, scope: 3 };

/**
 * An OTLP `TracesData` of spans, in protobuf: decodeTracesProtobuf gives back the same spans, in their order. Fields are
 * those of opentelemetry-proto's `trace.proto`, `common.proto` and `resource.proto`.
 */
export function encodeSpans(spans: readonly Span[]): Uint8Array {
  const writer = new BinaryWriter();
  let before: Span | undefined;
  for (const span of spans) {
    const sameResource = before?.resourceAttributes === span.resourceAttributes;
    const sameScope =
      sameResource &&
      before?.scopeName === span.scopeName &&
      before.scopeAttributes === span.scopeAttributes;
    if (before && !sameScope) writer.join();
    if (before && !sameResource) writer.join();
    if (!sameResource) openResource(writer, span);
    if (!sameScope) openScope(writer, span);
    writeSpan(writer, span);
    before = span;
  }
  if (before) writer.join().join();
  return writer.finish();
}

function openResource(writer: BinaryWriter, span: Span) {
  writer.tag(1, LengthDelimited).fork();
  writer.tag(1, LengthDelimited).fork();
  writeAttributes(writer, ATTRIBUTES.resource, span.resourceAttributes);
  writer.join();
}

function openScope(writer: BinaryWriter, span: Span) {
  writer.tag(2, LengthDelimited).fork();
  writer.tag(1, LengthDelimited).fork();
  writer.tag(1, LengthDelimited).string(span.scopeName);
  writeAttributes(writer, ATTRIBUTES.scope, span.scopeAttributes);
  writer.join();
}

function writeSpan(writer: BinaryWriter, span: Span) {
  writer.tag(2, LengthDelimited).fork();
  writer.tag(1, LengthDelimited).bytes(Buffer.from(span.traceId, 'hex'));
  writer.tag(2, LengthDelimited).bytes(Buffer.from(span.spanId, 'hex'));
  if (span.parentSpanId) {
    writer.tag(4, LengthDelimited).bytes(Buffer.from(span.parentSpanId, 'hex'));
  }
  writer.tag(5, LengthDelimited).string(span.name);
  writer.tag(6, Varint).int32(span.kind);
  writer.tag(7, Bit64).fixed64(toNanos(span.startedAt));
  writer.tag(8, Bit64).fixed64(toNanos(span.endedAt));
  writeAttributes(writer, ATTRIBUTES.span, span.attributes);
  for (const { name, at, attributes } of span.events) {
    writer.tag(11, LengthDelimited).fork();
    writer.tag(1, Bit64).fixed64(toNanos(at));
    writer.tag(2, LengthDelimited).string(name);
    writeAttributes(writer, ATTRIBUTES.event, attributes);
    writer.join();
  }
  for (const { traceId, spanId } of span.links) {
    writer.tag(13, LengthDelimited).fork();
    writer.tag(1, LengthDelimited).bytes(Buffer.from(traceId, 'hex'));
    writer.tag(2, LengthDelimited).bytes(Buffer.from(spanId, 'hex'));
    writer.join();
  }
  writer.tag(15, LengthDelimited).fork();
  writer.tag(2, LengthDelimited).string(span.statusMessage);
  writer.tag(3, Varint).int32(span.statusCode);
  writer.join();
  writer.join();
}

function toNanos(millis: number): bigint {
  return BigInt(millis) * 1_000_000n;
}

function writeAttributes(
  writer: BinaryWriter,
  field: number,
  attributes: Attributes,
) {
  for (const [key, value] of Object.entries(attributes)) {
    writer.tag(field, LengthDelimited).fork();
    writer.tag(1, LengthDelimited).string(key);
    writer.tag(2, LengthDelimited);
    writeValue(writer, value);
    writer.join();
  }
}

/** An AnyValue, its length first; an empty one stands for null. */
function writeValue(writer: BinaryWriter, value: AttributeValue) {
  writer.fork();
  if (typeof value === 'string') writer.tag(1, LengthDelimited).string(value);
  else if (typeof value === 'boolean') writer.tag(2, Varint).bool(value);
  else if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    writer.tag(3, Varint).int64(value as number);
  } else if (typeof value === 'number') writer.tag(4, Bit64).double(value);
  else if (Array.isArray(value)) {
    writer.tag(5, LengthDelimited).fork();
    for (const item of value) {
      writer.tag(1, LengthDelimited);
      writeValue(writer, item);
    }
    writer.join();
  } else if (value) {
    writer.tag(6, LengthDelimited).fork();
    writeAttributes(writer, 1, value);
    writer.join();
  }
  writer.join();
}
