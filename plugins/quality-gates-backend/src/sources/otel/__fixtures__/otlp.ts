import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Attributes,
  AttributeValue,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';

interface OtlpAttribute {
  key: string;
  value: Record<string, unknown>;
}
interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: OtlpAttribute[];
  status?: { code?: 0 | 1 | 2; message?: string };
}
interface OtlpRequest {
  resourceSpans: {
    resource?: { attributes?: OtlpAttribute[] };
    scopeSpans?: { scope?: { name?: string }; spans?: OtlpSpan[] }[];
  }[];
}

/** Folder of recorded and constructed payloads; undefined where there is none, and what needs it is skipped. */
export const corpus = process.env.QUALITY_GATES_CORPUS;
/** End of a title, which says why its tests are skipped. */
export const corpusHint = corpus ? '' : ' (set QUALITY_GATES_CORPUS)';

/** A file of the corpus as it is. */
export function corpusJson(file: string) {
  return JSON.parse(readCorpus(file));
}

/** The spans of a file of the corpus, OTLP as JSON or as the YAML of the Collector's own tests. */
export function corpusSpans(file: string): Span[] {
  const text = readCorpus(file);
  return spansOf(
    (file.endsWith('.yaml')
      ? parseYaml(text)
      : JSON.parse(text)) as OtlpRequest,
  );
}

function readCorpus(file: string): string {
  return readFileSync(join(corpus ?? '', 'otel', file), 'utf8');
}

/** Enough of OTLP/JSON for the corpus; the real decoder is the receiver's. */
function spansOf(request: OtlpRequest): Span[] {
  return request.resourceSpans.flatMap(({ resource, scopeSpans = [] }) =>
    scopeSpans.flatMap(({ scope, spans = [] }) =>
      spans.map(span => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId || null,
        name: span.name,
        kind: span.kind,
        startedAt: Number(span.startTimeUnixNano) / 1e6,
        endedAt: Number(span.endTimeUnixNano) / 1e6,
        attributes: attributesOf(span.attributes),
        statusCode: span.status?.code ?? 0,
        statusMessage: span.status?.message ?? '',
        events: [],
        links: [],
        scopeName: scope?.name ?? '',
        scopeAttributes: {},
        resourceAttributes: attributesOf(resource?.attributes),
      })),
    ),
  );
}

function attributesOf(list: OtlpAttribute[] = []): Attributes {
  return Object.fromEntries(
    list.map(({ key, value }) => [key, valueOf(value)]),
  );
}

function valueOf(value: Record<string, unknown> = {}): AttributeValue {
  const { arrayValue } = value as {
    arrayValue?: { values?: Record<string, unknown>[] };
  };
  return arrayValue
    ? (arrayValue.values ?? []).map(valueOf)
    : (Object.values(value)[0] as AttributeValue);
}

/** The block style of the Collector's expected traces: lists below their key, plain and single-quoted scalars. */
function parseYaml(text: string): unknown {
  const lines = text
    .split('\n')
    .filter(line => line.trim() && line !== '---')
    .flatMap(line => {
      const [, space, dash, rest] = /^( *)(- )?(.*)$/.exec(line)!;
      const indent = space.length;
      return dash
        ? [
            { indent, text: '-' },
            { indent: indent + 2, text: rest },
          ]
        : [{ indent, text: rest }];
    });
  const block = (): unknown => {
    const { indent, text: first } = lines[0];
    const here = () => lines.length > 0 && lines[0].indent === indent;
    if (first === '-') {
      const list: unknown[] = [];
      while (here() && lines.shift()) list.push(block());
      return list;
    }
    const map: Record<string, unknown> = {};
    while (here()) {
      const [, key, scalar] = /^([^:]+): ?(.*)$/.exec(lines.shift()!.text)!;
      map[key] = scalar ? scalarOf(scalar) : block();
    }
    return map;
  };
  return block();
}

function scalarOf(text: string): unknown {
  if (text === '{}') return {};
  if (text.startsWith("'")) return text.slice(1, -1);
  return Number.isNaN(Number(text)) ? text : Number(text);
}
