import type {
  Attributes,
  AttributeValue,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Long, Type } from 'protobufjs';

interface AnyValue {
  readonly value?: 'stringValue' | 'boolValue' | 'intValue' | 'doubleValue';
  readonly stringValue: string;
  readonly boolValue: boolean;
  readonly intValue: Long;
  readonly doubleValue: number;
}
interface KeyValue {
  readonly key: string;
  readonly value: AnyValue | null;
}
interface Request {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string };
      readonly spans: readonly {
        readonly traceId: Uint8Array;
        readonly spanId: Uint8Array;
        readonly parentSpanId: Uint8Array;
        readonly name: string;
        readonly kind: number;
        readonly startTimeUnixNano: Long;
        readonly endTimeUnixNano: Long;
        readonly attributes: readonly KeyValue[];
        readonly status: { code: 0 | 1 | 2; message: string } | null;
      }[];
    }[];
  }[];
}

/** The anchor: what a plugin would do that takes protobufjs and maps its messages to spans. */
export function decodeByProtobufjs(schema: Type, body: Uint8Array): Span[] {
  const request = schema.decode(body) as unknown as Request;
  const spans: Span[] = [];
  for (const { resource, scopeSpans } of request.resourceSpans) {
    const resourceAttributes = attributesOf(resource.attributes);
    for (const { scope, spans: sent } of scopeSpans) {
      for (const span of sent) {
        spans.push({
          traceId: hex(span.traceId),
          spanId: hex(span.spanId),
          parentSpanId: span.parentSpanId.length
            ? hex(span.parentSpanId)
            : null,
          name: span.name,
          kind: span.kind,
          startedAt: millis(span.startTimeUnixNano),
          endedAt: millis(span.endTimeUnixNano),
          attributes: attributesOf(span.attributes),
          statusCode: span.status?.code ?? 0,
          statusMessage: span.status?.message ?? '',
          events: [],
          links: [],
          scopeName: scope.name,
          scopeAttributes: {},
          resourceAttributes,
        });
      }
    }
  }
  return spans;
}

function attributesOf(pairs: readonly KeyValue[]): Attributes {
  const attributes: Record<string, AttributeValue> = Object.create(null);
  for (const { key, value } of pairs) attributes[key] = valueOf(value);
  return attributes;
}

function valueOf(any: AnyValue | null): AttributeValue {
  if (!any?.value) return null;
  return any.value === 'intValue' ? Number(any.intValue) : any[any.value];
}

function hex({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('hex');
}

/** In halves: as one number the nanoseconds of today lose their last digits, and the floor may be off by one. */
function millis({ low, high }: Long): number {
  const [upper, lower] = [high >>> 0, low >>> 0];
  return upper * 4294 + Math.floor((upper * 967_296 + lower) / 1e6);
}
