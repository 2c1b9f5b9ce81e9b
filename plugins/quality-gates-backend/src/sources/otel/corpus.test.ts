import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Attributes,
  AttributeValue,
  Fact,
  Span,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { factsOfTrace } from './spansToFacts';
import { spansOfRun } from './traceView';

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

/** Enough of OTLP/JSON for the corpus; the real decoder is the receiver's. */
function spansOf(file: string): Span[] {
  const request = JSON.parse(readFileSync(file, 'utf8')) as OtlpRequest;
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
    list.map(({ key, value }) => [
      key,
      Object.values(value)[0] as AttributeValue,
    ]),
  );
}

const folder = join(process.env.QUALITY_GATES_CORPUS ?? '', 'otel/semconv');
const present = Boolean(process.env.QUALITY_GATES_CORPUS) && existsSync(folder);
const title = present
  ? 'the corpus of traces that follow the conventions'
  : 'the corpus of traces (skipped: QUALITY_GATES_CORPUS is not set)';

(present ? describe : describe.skip)(title, () => {
  const read = (name: string) => {
    const spans = spansOf(join(folder, `${name}.constructed.json`));
    const { traceId } = spans[0];
    const rules = { deployments: [] };
    return {
      spans,
      facts: factsOfTrace({ traceId, spans, sender: 'ci' }, rules),
    };
  };
  const ofType = (facts: Fact[], type: string) =>
    facts.filter(fact => fact.type === type);
  const results = [
    'success',
    'failure',
    'error',
    'timeout',
    'cancellation',
    'skip',
  ];

  it('has a test for each of its files', () => {
    const names = readdirSync(folder).filter(name => name.endsWith('.json'));
    expect(names).toHaveLength(results.length + 1);
  });

  it.each(results)('tells a run that ended in %s, and its tasks', result => {
    const { spans, facts } = read(`run-${result}`);
    expect(ofType(facts, 'run')).toMatchObject([
      {
        phase: 'terminal',
        subject: { repository: { host: 'github.com', path: 'acme/payments' } },
        data: { pipeline: 'Build and Deploy', branch: 'main', result },
      },
    ]);
    const [{ key }] = ofType(facts, 'run');
    expect(key).toMatch(/^github:github\.com\/acme\/payments\/\d+#1$/);
    expect(ofType(facts, 'task')).toHaveLength(3);
    expect(ofType(facts, 'deployment')).toMatchObject([
      {
        key: 'github:github.com/acme/payments/1208',
        data: { environment: 'production', version: 'v1.2.3', result },
      },
    ]);
    expect(spansOfRun(spans, key).map(({ kind }) => kind)).toEqual([
      'run',
      'job',
      'job',
      'step',
      'job',
    ]);
  });

  it('tells a run in deprecated names, and no deployment of its resource', () => {
    const { facts } = read('legacy-names');
    expect(facts).toMatchObject([
      {
        type: 'run',
        key: 'github:github.com/acme/payments/7#1',
        data: { result: 'success', branch: 'main', pullRequest: '42' },
      },
    ]);
  });
});
