import type { AttributeValue } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  newAttributes,
  toDouble,
  type AttributesDraft,
  type SpanCollector,
} from './SpanCollector';
import { BYTES, FIXED64, VARINT, type WireReader } from './WireReader';

/*
 * The messages that all signals share: opentelemetry-proto's `common.proto` and `resource.proto`.
 */

/** Attributes on their way. */
export interface Bag {
  readonly collector: SpanCollector;
  readonly attributes: AttributesDraft;
  /** How deep in the values of other attributes these are. */
  readonly depth: number;
  /** Of the attributes so far; keys may repeat. */
  count: number;
}

/** A {@link Bag} to fill. */
export function newBag(
  collector: SpanCollector,
  attributes = newAttributes(),
  depth = 0,
): Bag {
  return { collector, attributes, depth, count: 0 };
}

/**
 * A KeyValue of a span, event, scope, resource or map. This and {@link readAnyValue} have loops of their own, because
 * they are most of a request.
 */
export function readKeyValue(
  reader: WireReader,
  surroundingEnd: number,
  bag: Bag,
): void {
  const { collector } = bag;
  collector.spend();
  bag.count += 1;
  let key = '';
  let value: AttributeValue = null;
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    if (tag === ((1 << 3) | BYTES)) key = reader.key(end);
    else if (tag === ((2 << 3) | BYTES)) {
      value = readAnyValue(reader, collector, end, bag.depth + 1);
    } else reader.skip(tag, end);
  }
  reader.finish(end);
  collector.setAttribute(bag.attributes, bag.count, key, value);
}

/** An AnyValue, `depth` levels deep; null when it is empty or of a kind this version does not know. */
export function readAnyValue(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
  depth: number,
): AttributeValue {
  collector.descend(depth);
  let value: AttributeValue = null;
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    switch (tag) {
      case (1 << 3) | BYTES:
        value = reader.text(end);
        break;
      case (2 << 3) | VARINT:
        value = reader.bool();
        break;
      case (3 << 3) | VARINT:
        value = reader.int64();
        break;
      case (4 << 3) | FIXED64:
        value = toDouble(reader.double());
        break;
      case (5 << 3) | BYTES:
        value = readArrayValue(reader, collector, end, depth);
        break;
      case (6 << 3) | BYTES:
        value = readKeyValueList(reader, collector, end, depth);
        break;
      case (7 << 3) | BYTES:
        value = reader.base64(end);
        break;
      default:
        reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return value;
}

function readArrayValue(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
  depth: number,
): AttributeValue[] {
  const list: OpenList = { collector, depth, items: [] };
  reader.message(surroundingEnd, readArrayValueField, list);
  return list.items;
}

interface OpenList {
  readonly collector: SpanCollector;
  readonly depth: number;
  readonly items: AttributeValue[];
}

function readArrayValueField(
  reader: WireReader,
  tag: number,
  end: number,
  { collector, depth, items }: OpenList,
): boolean {
  if (tag !== ((1 << 3) | BYTES)) return false;
  collector.spend();
  items.push(readAnyValue(reader, collector, end, depth + 1));
  return true;
}

function readKeyValueList(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
  depth: number,
): AttributesDraft {
  const bag = newBag(collector, newAttributes(), depth);
  reader.message(surroundingEnd, readAttributesField, bag);
  return bag.attributes;
}

/** A field of a Resource or a KeyValueList: attributes are the first one of both. */
export function readAttributesField(
  reader: WireReader,
  tag: number,
  end: number,
  bag: Bag,
): boolean {
  if (tag !== ((1 << 3) | BYTES)) return false;
  readKeyValue(reader, end, bag);
  return true;
}
