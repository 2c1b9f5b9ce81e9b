import { WireType, type BinaryReader } from '@bufbuild/protobuf/wire';
import type { AttributeValue } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  readBase64,
  readBody,
  readHex,
  readInt64,
  readNanosAsMillis,
  readNested,
  type Fields,
} from './protobufReader';
import {
  SpanCollector,
  newAttributes,
  newSpan,
  toDouble,
  toKind,
  toStatusCode,
  toText,
  type AttributesDraft,
  type DecodedTraces,
  type SpanDraft,
} from './SpanCollector';

const { Varint, Bit64, LengthDelimited } = WireType;
/** The fields of a message, read with a {@link SpanCollector}. */
export type Table<TTarget> = Fields<TTarget, SpanCollector>;

/** An AnyValue, or the value of a list or map, with how deep it lies. */
interface ValueDraft {
  value: AttributeValue;
  readonly depth: number;
}
interface PairDraft extends ValueDraft {
  key: string;
}
/** Attributes or a map; `count` because keys may repeat. */
export interface Bag {
  readonly attributes: AttributesDraft;
  readonly depth: number;
  count: number;
}
interface SpanTarget extends Bag {
  readonly span: SpanDraft;
  parentSpanId: string;
}

/** Attributes to fill, at the top level. */
export const newBag = (depth = 0): Bag => ({
  attributes: newAttributes(),
  depth,
  count: 0,
});

const PAIR: Table<PairDraft> = {
  1: [LengthDelimited, (r, pair) => (pair.key = readText(r))],
  2: [
    LengthDelimited,
    (r, pair, c, end) => (pair.value = readValue(r, pair, c, end)),
  ],
};
/** `repeated KeyValue` under any field number. */
export const ATTRIBUTE: Table<Bag>[number] = [
  LengthDelimited,
  (r, bag, c, end) => {
    c.spend();
    bag.count += 1;
    const pair = { key: '', value: null, depth: bag.depth };
    const { key, value } = readNested(r, end, PAIR, pair, c) as PairDraft;
    c.setAttribute(bag.attributes, bag.count, key, value);
  },
];
const MAP: Table<Bag> = { 1: ATTRIBUTE };
const LIST: Table<{ items: AttributeValue[]; depth: number }> = {
  1: [
    LengthDelimited,
    (r, list, c, end) => {
      c.spend();
      list.items.push(readValue(r, list, c, end));
    },
  ],
};
const VALUE: Table<ValueDraft> = {
  1: [LengthDelimited, (r, to) => (to.value = readText(r))],
  2: [Varint, (r, to) => (to.value = r.bool())],
  3: [Varint, (r, to) => (to.value = readInt64(r))],
  4: [Bit64, (r, to) => (to.value = toDouble(r.double()))],
  5: [
    LengthDelimited,
    (r, to, c, end) => {
      const list = { items: [], depth: to.depth };
      to.value = readNested(r, end, LIST, list, c).items;
    },
  ],
  6: [
    LengthDelimited,
    (r, to, c, end) => {
      to.value = readNested(r, end, MAP, newBag(to.depth), c).attributes;
    },
  ],
  7: [LengthDelimited, (r, to) => (to.value = readBase64(r))],
};

const EVENT: Table<Bag & { name: string; at: number }> = {
  1: [Bit64, (r, event) => (event.at = readNanosAsMillis(r))],
  2: [LengthDelimited, (r, event) => (event.name = readText(r))],
  3: ATTRIBUTE,
};
const LINK: Table<{ traceId: string; spanId: string }> = {
  1: [LengthDelimited, (r, link) => (link.traceId = readHex(r))],
  2: [LengthDelimited, (r, link) => (link.spanId = readHex(r))],
};
const STATUS: Table<SpanDraft> = {
  2: [LengthDelimited, (r, span) => (span.statusMessage = readText(r))],
  3: [Varint, (r, span) => (span.statusCode = toStatusCode(r.int32()))],
};
const SPAN: Table<SpanTarget> = {
  1: [LengthDelimited, (r, { span }) => (span.traceId = readHex(r))],
  2: [LengthDelimited, (r, { span }) => (span.spanId = readHex(r))],
  4: [LengthDelimited, (r, to) => (to.parentSpanId = readHex(r))],
  5: [LengthDelimited, (r, { span }) => (span.name = readText(r))],
  6: [Varint, (r, { span }) => (span.kind = toKind(r.int32()))],
  7: [Bit64, (r, { span }) => (span.startedAt = readNanosAsMillis(r))],
  8: [Bit64, (r, { span }) => (span.endedAt = readNanosAsMillis(r))],
  9: ATTRIBUTE,
  11: [
    LengthDelimited,
    (r, { span }, c, end) => {
      c.spend();
      const draft = { ...newBag(), name: '', at: 0 };
      const { name, at, attributes } = readNested(r, end, EVENT, draft, c);
      c.addEvent(span, { name, at, attributes });
    },
  ],
  13: [
    LengthDelimited,
    (r, { span }, c, end) => {
      c.spend();
      const draft = { traceId: '', spanId: '' };
      const { traceId, spanId } = readNested(r, end, LINK, draft, c);
      c.addLink(span, traceId, spanId);
    },
  ],
  15: [
    LengthDelimited,
    (r, { span }, c, end) => readNested(r, end, STATUS, span, c),
  ],
};

/** `InstrumentationScope` of common.proto. */
export const SCOPE: Table<Bag & { name: string }> = {
  1: [LengthDelimited, (r, scope) => (scope.name = readText(r))],
  3: ATTRIBUTE,
};
const SCOPE_SPANS: Table<Bag & { name: string }> = {
  1: [
    LengthDelimited,
    (r, scope, c, end) => readNested(r, end, SCOPE, scope, c),
  ],
  2: [
    LengthDelimited,
    (r, _, c, end) => {
      c.spend();
      const span = newSpan();
      const { attributes } = span;
      const to = { span, attributes, depth: 0, count: 0, parentSpanId: '' };
      c.addSpan(span, readNested(r, end, SPAN, to, c).parentSpanId);
    },
  ],
};
/** `Resource` of resource.proto. */
export const RESOURCE: Table<Bag> = { 1: ATTRIBUTE };
const readScopeSpans: Table<Bag>[number] = [
  LengthDelimited,
  (r, _, c, end) => {
    c.spend();
    const start = c.size;
    const scope = readNested(r, end, SCOPE_SPANS, { ...newBag(), name: '' }, c);
    c.setScope(start, scope.name, scope.attributes);
  },
];
const RESOURCE_SPANS: Table<Bag> = {
  1: [
    LengthDelimited,
    (r, resource, c, end) => readNested(r, end, RESOURCE, resource, c),
  ],
  2: readScopeSpans,
  // Senders older than OTLP 0.15 call scopes instrumentation libraries; inside, the numbers are the same.
  1000: readScopeSpans,
};
const REQUEST: Table<undefined> = {
  1: [
    LengthDelimited,
    (r, _, c, end) => {
      c.spend();
      const start = c.size;
      const resource = readNested(r, end, RESOURCE_SPANS, newBag(), c);
      c.setResource(start, resource.attributes);
    },
  ],
};

/** Text as it can be stored. */
export function readText(reader: BinaryReader): string {
  return toText(reader.string());
}

/** The AnyValue the reader stands on, one level below `around`. */
export function readValue(
  reader: BinaryReader,
  around: { readonly depth: number },
  collector: SpanCollector,
  end: number,
): AttributeValue {
  const depth = around.depth + 1;
  collector.descend(depth);
  const draft: ValueDraft = { value: null, depth };
  return readNested(reader, end, VALUE, draft, collector).value;
}

/**
 * The spans of an `ExportTraceServiceRequest`. The tables above are opentelemetry-proto's `trace.proto`, `common.proto`
 * and `resource.proto`: field numbers are frozen in OTLP 1.x, so a table by hand over a kept wire reader needs no
 * generated code and builds our spans directly. Throws InputError for bytes that are no such message and
 * PayloadTooLargeError past the bounds of a request.
 */
export function decodeTracesProtobuf(body: Uint8Array): DecodedTraces {
  const collector = new SpanCollector();
  readBody(body, REQUEST, undefined, collector);
  return collector.result;
}
