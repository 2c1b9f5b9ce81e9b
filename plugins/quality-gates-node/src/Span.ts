import type { Millis } from './Fact';

/**
 * An attribute as OTLP can carry it; bytes are base64 text, 64-bit integers beyond 2^53 are text, and so are `NaN` and
 * the infinities: an attribute survives JSON.
 */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | AttributeValue[]
  | { [key: string]: AttributeValue };

/** Attributes by key, without a prototype. */
export type Attributes = { readonly [key: string]: AttributeValue };

/** One OTLP span, decoded: the same object from protobuf and from JSON. */
export interface Span {
  /** 32 hex characters, lower case. */
  readonly traceId: string;
  /** 16 hex characters, lower case. */
  readonly spanId: string;
  /** Null for a span without parent. The parent may live in another system and never arrive. */
  readonly parentSpanId: string | null;
  readonly name: string;
  /** 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly startedAt: Millis;
  /** Never before `startedAt`: a span that claims so is clamped to zero length. */
  readonly endedAt: Millis;
  readonly attributes: Attributes;
  /** 0 unset, 1 ok, 2 error. */
  readonly statusCode: 0 | 1 | 2;
  readonly statusMessage: string;
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  readonly scopeName: string;
  readonly scopeAttributes: Attributes;
  readonly resourceAttributes: Attributes;
}

/** A moment inside a span. */
export interface SpanEvent {
  readonly name: string;
  readonly at: Millis;
  readonly attributes: Attributes;
}

/** Another span this one refers to; `spanId` is empty where the emitter gives a trace only. */
export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
}

/**
 * An attribute by key: of the span, else of its scope, else of its resource, because emitters split them differently
 * Undefined when none has it.
 */
export function spanAttribute(
  span: Span,
  key: string,
): AttributeValue | undefined {
  const { attributes, scopeAttributes, resourceAttributes } = span;
  if (Object.hasOwn(attributes, key)) return attributes[key];
  if (Object.hasOwn(scopeAttributes, key)) return scopeAttributes[key];
  return Object.hasOwn(resourceAttributes, key)
    ? resourceAttributes[key]
    : undefined;
}
