import type { Attributes } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  newBag,
  readAttributesField,
  readKeyValue,
  type Bag,
} from './decodeCommon';
import type { SpanCollector } from './SpanCollector';
import { BYTES, WireReader } from './WireReader';

/** What is in the envelope that all signals share: a request holds resources, these hold scopes, and these items. */
export interface Signal {
  readonly collector: SpanCollector;
  /** Number of items kept so far: remembers where a scope or resource began. */
  size(): number;
  /** Reads an item, its length first. */
  readItem(reader: WireReader, surroundingEnd: number): void;
  /** Tells all items since `start` their scope. */
  setScope(start: number, scope: Owner): void;
  /** As `setScope`, for the resource. */
  setResource(start: number, resource: Owner): void;
}

/** A scope or a resource. */
export interface Owner {
  /** Of a scope. */
  readonly name: string;
  readonly attributes: Attributes;
  /** Its field as sent, tags included; several where a sender wrote it in pieces. */
  readonly sent: readonly Uint8Array[];
}

/** Reads an `Export…ServiceRequest`: `ResourceSpans` and `ScopeSpans`, and what other signals have in their place. */
export function decodeEnvelope(body: Uint8Array, signal: Signal): void {
  const reader = new WireReader(body);
  reader.fields(reader.length, readRequestField, signal);
}

function readRequestField(
  reader: WireReader,
  tag: number,
  end: number,
  signal: Signal,
): boolean {
  if (tag !== ((1 << 3) | BYTES)) return false;
  const open = openOwner(signal);
  reader.message(end, readResourceItemsField, open);
  const { name, sent, bag } = open;
  signal.setResource(open.start, { name, sent, attributes: bag.attributes });
  return true;
}

interface OpenOwner {
  readonly signal: Signal;
  readonly start: number;
  readonly bag: Bag;
  readonly sent: Uint8Array[];
  name: string;
}

function openOwner(signal: Signal): OpenOwner {
  signal.collector.spend();
  const bag = newBag(signal.collector);
  return { signal, start: signal.size(), bag, sent: [], name: '' };
}

function readResourceItemsField(
  reader: WireReader,
  tag: number,
  end: number,
  open: OpenOwner,
): boolean {
  const from = reader.fieldAt;
  switch (tag) {
    case (1 << 3) | BYTES:
      reader.message(end, readAttributesField, open.bag);
      open.sent.push(reader.since(from));
      return true;
    // Senders older than OTLP 0.15 call scopes instrumentation libraries; inside, the numbers are the same.
    case (1000 << 3) | BYTES:
    case (2 << 3) | BYTES:
      readScopeItems(reader, end, open.signal);
      return true;
    default:
      return false;
  }
}

function readScopeItems(
  reader: WireReader,
  surroundingEnd: number,
  signal: Signal,
): void {
  const open = openOwner(signal);
  reader.message(surroundingEnd, readScopeItemsField, open);
  const { name, sent, bag } = open;
  signal.setScope(open.start, { name, sent, attributes: bag.attributes });
}

function readScopeItemsField(
  reader: WireReader,
  tag: number,
  end: number,
  open: OpenOwner,
): boolean {
  const from = reader.fieldAt;
  switch (tag) {
    case (1 << 3) | BYTES:
      reader.message(end, readScopeField, open);
      open.sent.push(reader.since(from));
      return true;
    case (2 << 3) | BYTES:
      open.signal.readItem(reader, end);
      return true;
    default:
      return false;
  }
}

function readScopeField(
  reader: WireReader,
  tag: number,
  end: number,
  open: OpenOwner,
): boolean {
  switch (tag) {
    case (1 << 3) | BYTES:
      open.name = reader.text(end);
      return true;
    case (3 << 3) | BYTES:
      readKeyValue(reader, end, open.bag);
      return true;
    default:
      return false;
  }
}
