import type { AttributeValue } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  newAttributes,
  toDouble,
  type AttributesDraft,
  type SpanCollector,
} from './SpanCollector';
import { BYTES, FIXED64, VARINT, type WireReader } from './WireReader';

/** Attributes on their way; `count` because keys may repeat. */
export interface Bag {
  readonly attributes: AttributesDraft;
  count: number;
}

/** A {@link Bag} to fill. */
export function newBag(): Bag {
  return { attributes: newAttributes(), count: 0 };
}

/** A KeyValue of a span, event, scope, resource or map; `depth` is that of what holds it. */
export function readKeyValue(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
  bag: Bag,
  depth: number,
): void {
  collector.spend();
  bag.count += 1;
  let key = '';
  let value: AttributeValue = null;
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    if (tag === ((1 << 3) | BYTES)) key = reader.key(end);
    else if (tag === ((2 << 3) | BYTES)) {
      value = readAnyValue(reader, collector, end, depth + 1);
    } else reader.skip(tag, end);
  }
  reader.finish(end);
  collector.setAttribute(bag.attributes, bag.count, key, value);
}

function readAnyValue(
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
  const items: AttributeValue[] = [];
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    if (tag === ((1 << 3) | BYTES)) {
      collector.spend();
      items.push(readAnyValue(reader, collector, end, depth + 1));
    } else reader.skip(tag, end);
  }
  reader.finish(end);
  return items;
}

function readKeyValueList(
  reader: WireReader,
  collector: SpanCollector,
  surroundingEnd: number,
  depth: number,
): AttributesDraft {
  const bag = newBag();
  const end = reader.end(surroundingEnd);
  while (reader.at < end) {
    const tag = reader.tag();
    if (tag === ((1 << 3) | BYTES)) {
      readKeyValue(reader, collector, end, bag, depth);
    } else reader.skip(tag, end);
  }
  reader.finish(end);
  return bag.attributes;
}
