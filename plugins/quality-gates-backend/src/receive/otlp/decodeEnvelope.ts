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
  setScope(start: number, name: string, attributes: Attributes): void;
  /** As `setScope`, for the resource. */
  setResource(start: number, attributes: Attributes): void;
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
  signal.collector.spend();
  const start = signal.size();
  const bag = newBag(signal.collector);
  reader.message(end, readResourceItemsField, { signal, bag });
  signal.setResource(start, bag.attributes);
  return true;
}

interface OpenResource {
  readonly signal: Signal;
  readonly bag: Bag;
}

function readResourceItemsField(
  reader: WireReader,
  tag: number,
  end: number,
  { signal, bag }: OpenResource,
): boolean {
  switch (tag) {
    case (1 << 3) | BYTES:
      reader.message(end, readAttributesField, bag);
      return true;
    // Senders older than OTLP 0.15 call scopes instrumentation libraries; inside, the numbers are the same.
    case (1000 << 3) | BYTES:
    case (2 << 3) | BYTES:
      readScopeItems(reader, end, signal);
      return true;
    default:
      return false;
  }
}

interface OpenScope extends OpenResource {
  name: string;
}

function readScopeItems(
  reader: WireReader,
  surroundingEnd: number,
  signal: Signal,
): void {
  signal.collector.spend();
  const start = signal.size();
  const bag = newBag(signal.collector);
  const scope: OpenScope = { signal, bag, name: '' };
  reader.message(surroundingEnd, readScopeItemsField, scope);
  signal.setScope(start, scope.name, bag.attributes);
}

function readScopeItemsField(
  reader: WireReader,
  tag: number,
  end: number,
  scope: OpenScope,
): boolean {
  switch (tag) {
    case (1 << 3) | BYTES:
      reader.message(end, readScopeField, scope);
      return true;
    case (2 << 3) | BYTES:
      scope.signal.readItem(reader, end);
      return true;
    default:
      return false;
  }
}

function readScopeField(
  reader: WireReader,
  tag: number,
  end: number,
  scope: OpenScope,
): boolean {
  switch (tag) {
    case (1 << 3) | BYTES:
      scope.name = reader.text(end);
      return true;
    case (3 << 3) | BYTES:
      readKeyValue(reader, end, scope.bag);
      return true;
    default:
      return false;
  }
}
