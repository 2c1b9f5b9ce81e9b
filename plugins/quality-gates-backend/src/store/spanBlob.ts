/**
 * The spans of one segment as one text. Names and attribute keys are written once and numbered, resources and scopes
 * once for all their spans, times as a distance: a third of the spans' own JSON, so that writing, hashing, packing and
 * reading it cost a third as well.
 */
import type {
  Attributes,
  AttributeValue,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** Attributes in a row: number of the key, value, number of the next key, … */
type Row = (number | AttributeValue)[];

/** In the order of the fields of a {@link Span}; empty events and links are left out. */
type SpanRow = [
  spanId: string,
  parentSpanId: string | null,
  name: number,
  kind: number,
  startedAt: number,
  duration: number,
  attributes: Row,
  statusCode: Span['statusCode'],
  statusMessage: string,
  scope: number,
  resource: number,
  events?: Span['events'],
  links?: Span['links'],
];

interface Blob {
  /** What times are counted from. */
  readonly from: number;
  /** Names and attribute keys. */
  readonly texts: string[];
  readonly scopes: [name: string, attributes: Row][];
  readonly resources: Row[];
  readonly spans: SpanRow[];
}

/** Numbers things as they come. */
class Numbering<T> {
  readonly #numbers = new Map<T, number>();

  /** The number of a thing; `add` is called when it is new. */
  of(thing: T, add: () => void): number {
    let number = this.#numbers.get(thing);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(thing, number);
      add();
    }
    return number;
  }
}

/** The text of some spans of one trace. */
export function writeSpans(spans: readonly Span[]): string {
  const from = spans[0]?.startedAt ?? 0;
  const blob: Blob = { from, texts: [], scopes: [], resources: [], spans: [] };
  const texts = new Numbering<string>();
  const scopes = new Numbering<string | Attributes>();
  const resources = new Numbering<Attributes>();
  const numberOf = (text: string) =>
    texts.of(text, () => blob.texts.push(text));
  const rowOf = (attributes: Attributes): Row => {
    const row: Row = [];
    for (const key of Object.keys(attributes)) {
      row.push(numberOf(key), attributes[key]);
    }
    return row;
  };
  for (const span of spans) {
    const { scopeName, scopeAttributes, resourceAttributes } = span;
    // Scopes without attributes share one empty object: their name tells them apart.
    const plain = Object.keys(scopeAttributes).length === 0;
    const scope = scopes.of(plain ? scopeName : scopeAttributes, () =>
      blob.scopes.push([scopeName, rowOf(scopeAttributes)]),
    );
    const resource = resources.of(resourceAttributes, () =>
      blob.resources.push(rowOf(resourceAttributes)),
    );
    const row: SpanRow = [
      span.spanId,
      span.parentSpanId,
      numberOf(span.name),
      span.kind,
      span.startedAt - from,
      span.endedAt - span.startedAt,
      rowOf(span.attributes),
      span.statusCode,
      span.statusMessage,
      scope,
      resource,
    ];
    if (span.events.length + span.links.length > 0) {
      row.push(span.events, span.links);
    }
    blob.spans.push(row);
  }
  return JSON.stringify(blob);
}

/** The spans again. Those of one scope or resource share its attributes. */
export function readSpans(traceId: string, text: string): Span[] {
  const { from, texts, ...blob }: Blob = JSON.parse(text);
  const attributesOf = (row: Row): Attributes => {
    const attributes: Record<string, AttributeValue> = {};
    for (let index = 0; index < row.length; index += 2) {
      attributes[texts[row[index] as number]] = row[index + 1];
    }
    return attributes;
  };
  const scopes = blob.scopes.map(
    ([name, row]) => [name, attributesOf(row)] as const,
  );
  const resources = blob.resources.map(attributesOf);
  return blob.spans.map(row => {
    const [spanId, parentSpanId, name, kind, start, duration] = row;
    const [scopeName, scopeAttributes] = scopes[row[9]];
    return {
      traceId,
      spanId,
      parentSpanId,
      name: texts[name],
      kind,
      startedAt: from + start,
      endedAt: from + start + duration,
      attributes: attributesOf(row[6]),
      statusCode: row[7],
      statusMessage: row[8],
      events: row[11] ?? [],
      links: row[12] ?? [],
      scopeName,
      scopeAttributes,
      resourceAttributes: resources[row[10]],
    };
  });
}
