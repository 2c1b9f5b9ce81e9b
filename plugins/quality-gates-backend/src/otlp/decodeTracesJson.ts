import { InputError } from '@backstage/errors';
import type { AttributeValue } from '@quality-gates/backstage-plugin-quality-gates-node';
import { parseJson } from './parseJson';
import {
  readArray,
  readBytes,
  readDouble,
  readEnum,
  readField,
  readHexId,
  readInt64,
  readNanosAsMillis,
  readObject,
  readString,
  type JsonObject,
} from './jsonReader';
import {
  SpanCollector,
  newAttributes,
  newSpan,
  toDouble,
  toKind,
  toStatusCode,
  type AttributesDraft,
  type DecodedTraces,
  type SpanDraft,
} from './SpanCollector';

const KINDS = [
  'UNSPECIFIED',
  'INTERNAL',
  'SERVER',
  'CLIENT',
  'PRODUCER',
  'CONSUMER',
];
const STATUS_CODES = ['UNSET', 'OK', 'ERROR'];

/**
 * The spans of an OTLP/JSON `ExportTraceServiceRequest`: the same objects that decodeTracesProtobuf gives for the same
 * request. Proto3 JSON with OTLP's own rule that ids are hex; more lenient than emitters are allowed to be, as the
 * collector is (snake_case keys, names of enum values, the old instrumentationLibrarySpans). Unknown fields are
 * ignored. Throws InputError with the path's last key for a value of the wrong type, PayloadTooLargeError past the
 * bounds of a request.
 */
export function decodeTracesJson(body: Uint8Array): DecodedTraces {
  const collector = new SpanCollector();
  const request = readObject(parseJson(body), 'body');
  for (const item of readArray(request, 'resourceSpans')) {
    collector.spend();
    const start = collector.size;
    const resourceSpans = readObject(item, 'resourceSpans');
    readScopes(resourceSpans, collector);
    const resource = readObject(
      readField(resourceSpans, 'resource'),
      'resource',
    );
    collector.setResource(start, readAttributes(resource, collector));
  }
  return collector.result;
}

function readScopes(resourceSpans: JsonObject, collector: SpanCollector): void {
  const names = [
    ['scopeSpans', 'scope'],
    ['instrumentationLibrarySpans', 'instrumentationLibrary'],
  ];
  for (const [listName, scopeName] of names) {
    for (const item of readArray(resourceSpans, listName)) {
      collector.spend();
      const start = collector.size;
      const scopeSpans = readObject(item, listName);
      for (const span of readArray(scopeSpans, 'spans')) {
        collector.spend();
        readSpan(readObject(span, 'spans'), collector);
      }
      const scope = readObject(readField(scopeSpans, scopeName), scopeName);
      collector.setScope(
        start,
        readString(scope, 'name'),
        readAttributes(scope, collector),
      );
    }
  }
}

function readSpan(from: JsonObject, collector: SpanCollector): void {
  const span = newSpan();
  span.traceId = readHexId(from, 'traceId');
  span.spanId = readHexId(from, 'spanId');
  span.name = readString(from, 'name');
  span.kind = toKind(readEnum(from, 'kind', 'SPAN_KIND_', KINDS));
  span.startedAt = readNanosAsMillis(from, 'startTimeUnixNano');
  span.endedAt = readNanosAsMillis(from, 'endTimeUnixNano');
  span.attributes = readAttributes(from, collector);
  const status = readObject(readField(from, 'status'), 'status');
  span.statusCode = toStatusCode(
    readEnum(status, 'code', 'STATUS_CODE_', STATUS_CODES),
  );
  span.statusMessage = readString(status, 'message');
  readEvents(from, span, collector);
  for (const item of readArray(from, 'links')) {
    collector.spend();
    const link = readObject(item, 'links');
    collector.addLink(
      span,
      readHexId(link, 'traceId'),
      readHexId(link, 'spanId'),
    );
  }
  collector.addSpan(span, readHexId(from, 'parentSpanId'));
}

function readEvents(
  from: JsonObject,
  span: SpanDraft,
  collector: SpanCollector,
): void {
  for (const item of readArray(from, 'events')) {
    collector.spend();
    const event = readObject(item, 'events');
    collector.addEvent(span, {
      name: readString(event, 'name'),
      at: readNanosAsMillis(event, 'timeUnixNano'),
      attributes: readAttributes(event, collector),
    });
  }
}

/** `attributes` of a message. */
export function readAttributes(from: JsonObject, collector: SpanCollector) {
  return readPairs(readArray(from, 'attributes'), collector, 0);
}

function readPairs(
  items: readonly unknown[],
  collector: SpanCollector,
  depth: number,
): AttributesDraft {
  const attributes = newAttributes();
  items.forEach((item, index) => {
    collector.spend();
    const pair = readObject(item, 'attributes');
    const value = readValue(readField(pair, 'value'), collector, depth + 1);
    collector.setAttribute(
      attributes,
      index + 1,
      readString(pair, 'key'),
      value,
    );
  });
  return attributes;
}

type ReadValue = (
  any: JsonObject,
  collector: SpanCollector,
  depth: number,
) => AttributeValue;

/** The kinds of AnyValue, by both of their names. */
const VALUES = new Map<string, ReadValue>(
  Object.entries<ReadValue>({
    stringValue: any => readString(any, 'stringValue'),
    boolValue: readBoolean,
    intValue: any => readInt64(any, 'intValue'),
    doubleValue: any => toDouble(readDouble(any, 'doubleValue')),
    bytesValue: any => readBytes(any, 'bytesValue'),
    arrayValue: readList,
    kvlistValue: readMap,
  }).flatMap(([name, read]) => [
    [name, read],
    [name.replace('Value', '_value'), read],
  ]),
);

/** An AnyValue; null when it is empty or of a kind this version does not know. */
export function readValue(
  from: unknown,
  collector: SpanCollector,
  depth: number,
): AttributeValue {
  collector.descend(depth);
  const any = readObject(from, 'value');
  for (const key of Object.keys(any)) {
    const read = VALUES.get(key);
    if (read && any[key] !== null) return read(any, collector, depth);
  }
  return null;
}

function readList(
  any: JsonObject,
  collector: SpanCollector,
  depth: number,
): AttributeValue {
  const list = readObject(readField(any, 'arrayValue'), 'arrayValue');
  return readArray(list, 'values').map(item => {
    collector.spend();
    return readValue(item, collector, depth + 1);
  });
}

function readMap(
  any: JsonObject,
  collector: SpanCollector,
  depth: number,
): AttributeValue {
  const map = readObject(readField(any, 'kvlistValue'), 'kvlistValue');
  return readPairs(readArray(map, 'values'), collector, depth);
}

function readBoolean(any: JsonObject): boolean {
  const value = readField(any, 'boolValue');
  if (typeof value !== 'boolean') {
    throw new InputError('boolValue must be true or false');
  }
  return value;
}
