import { parse, Root } from 'protobufjs';
import request from 'supertest';
import { TOKEN, type OpenDoors } from './openDoors';
import { createTraceSchema } from '../../../dev/traceSchema';

export const PROTOBUF = 'application/x-protobuf';
export const schema = createTraceSchema();
const answers = parse(
  `syntax = "proto3";
   message Response { PartialSuccess partial_success = 1; }
   message PartialSuccess { int64 rejected = 1; string error_message = 2; }
   message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
   message Any { string type_url = 1; bytes value = 2; }
   message BadRequest { repeated FieldViolation field_violations = 1; }
   message FieldViolation { string field = 1; string description = 2; }`,
  new Root(),
).root;

/** A protobuf answer, decoded by somebody else's decoder. */
export function readAnswer(
  type: 'Response' | 'Status' | 'BadRequest',
  body: Uint8Array,
) {
  const found = answers.lookupType(type);
  return found.toObject(found.decode(body), { longs: Number });
}

/** The ids of a valid span. */
export const span = {
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
};

/** A request with these spans. */
export const traces = (...spans: object[]) => ({
  resourceSpans: [{ scopeSpans: [{ spans }] }],
});

/** Headers of a protobuf request. */
export const protobuf = (more: Record<string, string> = {}) => ({
  'Content-Type': PROTOBUF,
  ...more,
});

/** Posts to `/otlp/v1/{signal}`, as JSON unless the headers say otherwise; the answer's body is its bytes. */
export function send(
  { app }: OpenDoors,
  body: unknown,
  headers: Record<string, string> = {},
  signal = 'traces',
) {
  const asSent = typeof body === 'string' || Buffer.isBuffer(body);
  return request(app)
    .post(`/otlp/v1/${signal}`)
    .set({
      'Content-Type': 'application/json',
      Authorization: `Bearer ${TOKEN}`,
      ...headers,
    })
    .serialize(any => any)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks)));
    })
    .send(asSent ? (body as string) : JSON.stringify(body));
}
