import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Response } from 'express';
import type { Refusal } from '../refusals';

/** How OTLP/HTTP writes a message; a response has the encoding of its request. */
export type OtlpEncoding = 'protobuf' | 'json';
/** The three signals of OTLP. */
export type Signal = 'traces' | 'metrics' | 'logs';

const MEDIA_TYPES: Record<OtlpEncoding, string> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};
/** Name of `rejected_*` in each signal's partial success; its number is 1 in all of them. */
const REJECTED: Record<Signal, string> = {
  traces: 'rejectedSpans',
  metrics: 'rejectedDataPoints',
  logs: 'rejectedLogRecords',
};
/** A response must stay below 4 MiB (OTLP/HTTP, "Response size limit"); a developer reads less. */
const MAX_MESSAGE = 2_000;

/** The encoding a media type stands for; undefined for any other. */
export function encodingOf(mediaType: string): OtlpEncoding | undefined {
  if (mediaType === MEDIA_TYPES.protobuf) return 'protobuf';
  return mediaType === MEDIA_TYPES.json ? 'json' : undefined;
}

/**
 * Answers 200 with an `Export<Signal>ServiceResponse`. Everything as sent: an empty message, which is zero bytes in
 * protobuf and `{}` in JSON. Else a partial success, which the sender must not repeat; rejected 0 is a warning.
 */
export function sendExportResponse(
  res: Response,
  answer: {
    signal: Signal;
    encoding: OtlpEncoding;
    rejected: number;
    message: string;
  },
): void {
  const { signal, encoding, rejected } = answer;
  const message = answer.message.slice(0, MAX_MESSAGE);
  const partial = rejected > 0 || message !== '';
  if (encoding === 'json') {
    // Proto3 JSON writes 64-bit integers as text.
    const partialSuccess = {
      [REJECTED[signal]]: String(rejected),
      errorMessage: message,
    };
    send(res, encoding, JSON.stringify(partial ? { partialSuccess } : {}));
    return;
  }
  const writer = new BinaryWriter();
  if (partial) {
    writer.tag(1, WireType.LengthDelimited).fork();
    if (rejected > 0) writer.tag(1, WireType.Varint).int64(rejected);
    if (message) writer.tag(2, WireType.LengthDelimited).string(message);
    writer.join();
  }
  send(res, encoding, Buffer.from(writer.finish()));
}

/** google.rpc.Code of our statuses; others are UNKNOWN (2). */
const RPC_CODES: Record<number, number> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  405: 12,
  409: 6,
  413: 8,
  415: 3,
  429: 8,
  500: 13,
  503: 14,
};
const BAD_REQUEST = 'type.googleapis.com/google.rpc.BadRequest';

/**
 * Answers a refusal with `google.rpc.Status`, as OTLP/HTTP demands for every 4xx and 5xx; 400 carries a BadRequest
 * detail, which tells senders not to try again.
 */
export function sendStatus(
  res: Response,
  encoding: OtlpEncoding,
  refusal: Refusal,
): void {
  const { status, retryAfterSeconds } = refusal;
  const message = refusal.message.slice(0, MAX_MESSAGE);
  const code = RPC_CODES[status] ?? 2;
  res.status(status);
  if (retryAfterSeconds) res.setHeader('Retry-After', retryAfterSeconds);
  if (encoding === 'json') {
    const violation = { field: 'body', description: message };
    const details =
      status === 400
        ? [{ '@type': BAD_REQUEST, fieldViolations: [violation] }]
        : [];
    send(res, encoding, JSON.stringify({ code, message, details }));
    return;
  }
  const writer = new BinaryWriter();
  writer.tag(1, WireType.Varint).int32(code);
  writer.tag(2, WireType.LengthDelimited).string(message);
  if (status === 400) {
    writer.tag(3, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(BAD_REQUEST);
    writer.tag(2, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string('body');
    writer.tag(2, WireType.LengthDelimited).string(message);
    writer.join().join().join();
  }
  send(res, encoding, Buffer.from(writer.finish()));
}

function send(res: Response, encoding: OtlpEncoding, body: string | Buffer) {
  res.setHeader('Content-Type', MEDIA_TYPES[encoding]);
  res.end(body);
}
