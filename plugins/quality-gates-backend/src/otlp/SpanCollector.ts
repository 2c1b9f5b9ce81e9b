import { InputError } from '@backstage/errors';
import type {
  Attributes,
  AttributeValue,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { PayloadTooLargeError } from './PayloadTooLargeError';

/** Spans of one request, kept and refused. */
const MAX_SPANS = 100_000;
/** Attributes, events, links, list items and envelopes of one request: an empty one costs its sender two bytes only. */
const MAX_NODES = 4_000_000;
/** Per span (and event, scope, resource); what is beyond is left out and said. */
const MAX_ATTRIBUTES = 1_000;
const MAX_EVENTS = 1_000;
const MAX_LINKS = 1_000;
/** Characters of one text attribute; the rest is cut off and said. */
const MAX_TEXT = 65_536;
/** Lists and maps inside each other. */
const MAX_DEPTH = 32;

const REPLACEMENT = '\uFFFD';
const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** A span under construction: every field set, in one order, so that both decoders build the same shape. */
export type SpanDraft = { -readonly [K in keyof Span]: Span[K] };
/** Attributes under construction, without a prototype. */
export type AttributesDraft = { [key: string]: AttributeValue };

/** What a request held. */
export interface DecodedTraces {
  readonly spans: readonly Span[];
  /** Spans refused because their ids are none. */
  readonly rejectedSpans: number;
  /** Sentences for the sender's developer about what was refused or cut; '' when all is as sent. */
  readonly message: string;
}

/**
 * A class, because V8 keeps the fields of an instance in a row, but those of `Object.create(null)` in a hash table:
 * filling one takes three times as long. Nothing is inherited either way.
 */
const NullObject = function Attributes() {} as unknown as {
  new (): AttributesDraft;
  prototype: object;
};
NullObject.prototype = Object.freeze(Object.create(null));

const NONE: Attributes = Object.freeze(new NullObject());
const NO_EVENTS: Span['events'] = Object.freeze([]);
const NO_LINKS: Span['links'] = Object.freeze([]);

/**
 * Takes what a decoder reads, whatever the encoding: bounds it, checks ids, and drops what could do harm. Throws
 * PayloadTooLargeError past the bounds of a request and InputError for nesting deeper than 32.
 */
export class SpanCollector {
  readonly #spans: SpanDraft[] = [];
  #nodes = 0;
  #rejected = 0;
  #cut = 0;

  /** Number of spans kept so far: remembers where a scope or resource began. */
  get size(): number {
    return this.#spans.length;
  }

  get result(): DecodedTraces {
    const sentences = [];
    if (this.#rejected > 0) {
      sentences.push(
        `${
          this.#rejected
        } spans were rejected: traceId must be 16 bytes and spanId 8 bytes, neither all zero`,
      );
    }
    if (this.#cut > 0) {
      sentences.push(
        `${
          this.#cut
        } attributes, events or links were left out or shortened: at most ${MAX_ATTRIBUTES} each, ${MAX_TEXT} characters a text`,
      );
    }
    return {
      spans: this.#spans,
      rejectedSpans: this.#rejected,
      message: sentences.join('; '),
    };
  }

  /** Counts one more thing of the request; every loop of a decoder passes here. */
  spend(): void {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES) {
      throw new PayloadTooLargeError(
        `A request may hold ${MAX_NODES} attributes, events and links; send smaller batches`,
      );
    }
  }

  /** Throws InputError when values are nested too deep. */
  descend(depth: number): void {
    if (depth > MAX_DEPTH) {
      throw new InputError(
        `Attribute values are nested deeper than ${MAX_DEPTH}`,
      );
    }
  }

  /**
   * Sets one attribute. `__proto__` is dropped: on an ordinary object, into which somebody may copy these later, it
   * would replace the prototype.
   */
  setAttribute(
    attributes: AttributesDraft,
    count: number,
    key: string,
    value: AttributeValue,
  ): void {
    if (key === '__proto__') return;
    if (count > MAX_ATTRIBUTES) {
      this.#cut += 1;
      return;
    }
    if (typeof value === 'string' && value.length > MAX_TEXT) {
      this.#cut += 1;
      attributes[key] = toText(value.slice(0, MAX_TEXT));
      return;
    }
    attributes[key] = value;
  }

  addEvent(span: SpanDraft, event: Span['events'][number]): void {
    if (span.events.length >= MAX_EVENTS) this.#cut += 1;
    else if (span.events === NO_EVENTS) span.events = [event];
    else (span.events as Span['events'][number][]).push(event);
  }

  /** Links to nothing are left out; a link without span id keeps its trace. */
  addLink(span: SpanDraft, traceId: string, spanId: string): void {
    if (!isId(traceId, 32)) return;
    if (span.links.length >= MAX_LINKS) {
      this.#cut += 1;
      return;
    }
    if (span.links === NO_LINKS) span.links = [];
    (span.links as Span['links'][number][]).push({
      traceId,
      spanId: isId(spanId, 16) ? spanId : '',
    });
  }

  /** Keeps a finished span, or counts it as rejected when its ids are none; whether it is kept. */
  addSpan(span: SpanDraft, parentSpanId: string): boolean {
    if (this.#spans.length + this.#rejected >= MAX_SPANS) {
      throw new PayloadTooLargeError(
        `A request may hold ${MAX_SPANS} spans; send smaller batches`,
      );
    }
    const orphan = parentSpanId === '' || isZero(parentSpanId);
    const valid =
      isId(span.traceId, 32) &&
      isId(span.spanId, 16) &&
      (orphan || parentSpanId.length === 16);
    if (!valid) {
      this.#rejected += 1;
      return false;
    }
    span.parentSpanId = orphan ? null : parentSpanId;
    if (span.endedAt < span.startedAt) span.endedAt = span.startedAt;
    this.#spans.push(span);
    return true;
  }

  /** Gives all spans since `start` their scope. A decoder learns it last when the sender writes it last. */
  setScope(start: number, name: string, attributes: Attributes): void {
    for (let index = start; index < this.#spans.length; index++) {
      this.#spans[index].scopeName = name;
      this.#spans[index].scopeAttributes = attributes;
    }
  }

  /** As {@link SpanCollector.setScope}, for the resource. */
  setResource(start: number, attributes: Attributes): void {
    for (let index = start; index < this.#spans.length; index++) {
      this.#spans[index].resourceAttributes = attributes;
    }
  }
}

/** Attributes to fill. */
export function newAttributes(): AttributesDraft {
  return new NullObject();
}

/** A span to fill. */
export function newSpan(attributes = newAttributes()): SpanDraft {
  return {
    traceId: '',
    spanId: '',
    parentSpanId: null,
    name: '',
    kind: 0,
    startedAt: 0,
    endedAt: 0,
    attributes,
    statusCode: 0,
    statusMessage: '',
    events: NO_EVENTS,
    links: NO_LINKS,
    scopeName: '',
    scopeAttributes: NONE,
    resourceAttributes: NONE,
  };
}

/** A known span kind, else 0. */
export function toKind(kind: number): number {
  return kind >= 0 && kind <= 5 ? kind : 0;
}

/** A known status code, else unset: an unset result is never success. */
export function toStatusCode(code: number): Span['statusCode'] {
  return code === 1 || code === 2 ? code : 0;
}

/** A double as an attribute holds it: text where JSON has no number for it, so that storing it loses nothing. */
export function toDouble(value: number): AttributeValue {
  return Number.isFinite(value) ? value : String(value);
}

/**
 * Text as it can be stored: PostgreSQL takes neither U+0000 nor half a surrogate pair, so both become U+FFFD.
 */
export function toText(text: string): string {
  const whole = LONE_SURROGATE.test(text)
    ? text.replaceAll(LONE_SURROGATES, REPLACEMENT)
    : text;
  return whole.includes('\0') ? whole.replaceAll('\0', REPLACEMENT) : whole;
}

function isId(hex: string, length: number): boolean {
  return hex.length === length && !isZero(hex);
}

function isZero(hex: string): boolean {
  // Nearly every id is told from zero by its first characters.
  return hex.startsWith('00') && /^0+$/.test(hex);
}
