import { parse, Root } from 'protobufjs';
import { INGEST_TOKEN } from '../portalHome';
import type { Payload } from './Payload';

const PROTO = `
syntax = "proto3";
message Traces { repeated ResourceSpans resource_spans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
message ScopeSpans { repeated Span spans = 2; }
message Logs { repeated ResourceLogs resource_logs = 1; }
message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; }
message ScopeLogs { repeated LogRecord log_records = 2; }
message Metrics { repeated ResourceMetrics resource_metrics = 1; }
message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; }
message ScopeMetrics { repeated Metric metrics = 2; }
message Metric { string name = 1; Gauge gauge = 5; }
message Gauge { repeated DataPoint data_points = 1; }
message DataPoint { fixed64 time_unix_nano = 3; double as_double = 4; }
message Resource { repeated KeyValue attributes = 1; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue { oneof value { string string_value = 1; int64 int_value = 3; } }
message Span {
  bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
  fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9;
  Status status = 15;
}
message Status { string message = 2; int32 code = 3; }
message LogRecord {
  fixed64 time_unix_nano = 1; string severity_text = 3; AnyValue body = 5; bytes trace_id = 9; bytes span_id = 10;
}
`;
const { root } = parse(PROTO, new Root());
const MESSAGES = { traces: 'Traces', logs: 'Logs', metrics: 'Metrics' };
const IDS = new Set(['traceId', 'spanId', 'parentSpanId']);

/** One of the signals of OTLP. */
export type Signal = keyof typeof MESSAGES;

/** The bytes of an export request, given as OTLP/JSON writes it (ids in hex, 64-bit integers as text). */
export function encodeOtlp(signal: Signal, request: object): Buffer {
  const schema = root.lookupType(MESSAGES[signal]);
  const message = JSON.parse(JSON.stringify(request), (key, value) =>
    IDS.has(key) ? Buffer.from(value, 'hex').toString('base64') : value,
  );
  return Buffer.from(schema.encode(schema.fromObject(message)).finish());
}

/** Attributes of text and of whole numbers. */
export function attributes(values: Record<string, string | number>): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value:
      typeof value === 'number'
        ? { intValue: String(value) }
        : { stringValue: value },
  }));
}

const TRACE = '5b8efff798038103d269b633813fc60c';
const START = 1_741_608_000_000_000_000n;
const at = (seconds: number) => String(START + BigInt(seconds) * 10n ** 9n);
const resource = {
  attributes: attributes({
    'service.name': 'ci',
    'vcs.repository.url.full': 'https://github.com/acme/checkout',
    'vcs.ref.head.name': 'main',
    'vcs.ref.head.revision': 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
    'cicd.pipeline.name': 'Build',
    'cicd.pipeline.run.id': '7001',
    'cicd.pipeline.run.url.full':
      'https://github.com/acme/checkout/actions/runs/7001',
  }),
};
const span = (id: string, name: string, rest: object) => ({
  traceId: TRACE,
  spanId: id.repeat(8),
  name,
  startTimeUnixNano: at(0),
  endTimeUnixNano: at(100),
  ...rest,
});
const task = (name: string, result: string) => ({
  parentSpanId: '0a'.repeat(8),
  attributes: attributes({
    'cicd.pipeline.task.name': name,
    'cicd.pipeline.task.run.id': name,
    'cicd.pipeline.task.run.result': result,
    ...(name === 'deploy' && {
      'cicd.pipeline.task.type': 'deploy',
      'deployment.environment.name': 'production',
    }),
  }),
});
const REQUESTS: Readonly<Record<Signal, object>> = {
  traces: {
    resourceSpans: [
      {
        resource,
        scopeSpans: [
          {
            spans: [
              span('0a', 'RUN Build', {
                kind: 2,
                attributes: attributes({ 'cicd.pipeline.result': 'failure' }),
                status: { code: 2, message: 'exit 1' },
              }),
              span('0b', 'test', task('test', 'success')),
              span('0c', 'deploy', task('deploy', 'failure')),
            ],
          },
        ],
      },
    ],
  },
  logs: {
    resourceLogs: [
      {
        resource,
        scopeLogs: [
          {
            logRecords: ['npm ci', 'error: exit 1'].map((stringValue, n) => ({
              timeUnixNano: at(n),
              severityText: 'INFO',
              body: { stringValue },
              traceId: TRACE,
              spanId: '0b'.repeat(8),
            })),
          },
        ],
      },
    ],
  },
  metrics: {
    resourceMetrics: [
      {
        resource,
        scopeMetrics: [
          {
            metrics: [
              {
                name: 'cicd.pipeline.run.duration',
                gauge: {
                  dataPoints: [{ timeUnixNano: at(1), asDouble: 12.5 }],
                },
              },
            ],
          },
        ],
      },
    ],
  },
};

/** Each signal of OTLP in both encodings. */
export function otlpPayloads(): Payload[] {
  return (Object.keys(REQUESTS) as Signal[]).flatMap(signal => [
    otlpPayload(signal, {
      name: `${signal} as JSON`,
      format: 'json',
      body: Buffer.from(JSON.stringify(REQUESTS[signal])),
      ownIds: [Buffer.from(TRACE)],
    }),
    otlpPayload(signal, {
      name: `${signal} as protobuf`,
      format: 'protobuf',
      body: encodeOtlp(signal, REQUESTS[signal]),
      ownIds: [Buffer.from(TRACE, 'hex')],
    }),
  ]);
}

/** A payload for the door of a signal. */
export function otlpPayload(
  signal: Signal,
  rest: Pick<Payload, 'name' | 'format' | 'body' | 'ownIds'>,
): Payload {
  const type = rest.format === 'json' ? 'json' : 'x-protobuf';
  return {
    ...rest,
    door: `/otlp/v1/${signal}`,
    path: `/otlp/v1/${signal}`,
    headersOf: () => ({
      Authorization: `Bearer ${INGEST_TOKEN}`,
      'Content-Type': `application/${type}`,
    }),
  };
}
