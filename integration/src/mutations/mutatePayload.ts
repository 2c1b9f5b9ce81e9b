import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Payload } from '../payloads/Payload';
import { mutateBytes } from './mutateBytes';
import { mutateJson } from './mutateJson';
import { mutateXml } from './mutateXml';
import type { Random } from './random';

/** What goes over the wire. */
export interface SentRequest {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Small on the wire; decompressed, the first fits the bound of 1 MiB and the second does not. */
const BOMBS = [1_000_000, 16_000_000].map(size =>
  gzipSync(Buffer.alloc(size, ' ')),
);

type ChangeRequest = (request: SentRequest, random: Random) => SentRequest;

const AROUND: readonly ChangeRequest[] = [
  withHeader('Content-Type', [
    ...['text/html', 'application/json; charset=utf-16', '', 'a/b/c', 'json'],
    ...['multipart/form-data', 'application/cloudevents+json', 'text/plain'],
  ]),
  withHeader('Content-Encoding', ['br', 'gzip', 'deflate, gzip', 'identity']),
  withHeader('Idempotency-Key', ['', 'k', 'k'.repeat(300)]),
  withHeader('traceparent', ['00-0-0-00', 'x'.repeat(2000)]),
  withHeader('X-GitHub-Event', ['', 'constructor', 'e'.repeat(300)]),
  withHeader('ce-type', ['', '__proto__', 'dev.cdevents.service.deployed.9']),
  withHeader('Authorization', ['Bearer', 'Basic !!!', 'Bearer x']),
  (request, random) => ({
    ...request,
    path:
      request.path +
      (request.path.includes('?') ? '&' : '?') +
      random.pick([
        ...['entityRef=', 'entityRef=a&entityRef=b', 'commit=%00', 'x=1'],
        ...['runUrl=javascript:1', 'suite[a]=b', '%ff', 'tool=%F0%9F'],
      ]),
  }),
  request => ({
    ...request,
    headers: { ...request.headers, 'Content-Encoding': 'gzip' },
    body: BOMBS[request.body.length % BOMBS.length],
  }),
];

/** A payload as its system sends it, each number another message. */
export function freshRequest(payload: Payload, n: number): SentRequest {
  const { path } = payload;
  const id = idOf(n);
  const body = renamed(payload, id);
  return { path, headers: payload.headersOf(body, id), body };
}

/** A payload with something wrong: in its content mostly, proved as its system would prove it, else around it. */
export function mutateRequest(
  payload: Payload,
  n: number,
  random: Random,
): SentRequest {
  const { path } = payload;
  const id = idOf(n);
  const own = renamed(payload, id);
  const body = random.below(8) === 0 ? own : mutateBody(payload, own, random);
  const request = { path, headers: payload.headersOf(body, id), body };
  const changed =
    body === own || random.below(12) === 0
      ? random.pick(AROUND)(request, random)
      : request;
  return random.below(4) === 0 ? zipped(changed, random) : changed;
}

function withHeader(name: string, values: readonly string[]): ChangeRequest {
  return (request, random) => ({
    ...request,
    headers: { ...request.headers, [name]: random.pick(values) },
  });
}

function mutateBody(payload: Payload, own: Buffer, random: Random): Buffer {
  if (random.below(3) > 0) {
    if (payload.format === 'json') {
      const text = mutateJson(own.toString(), random);
      if (text !== undefined) return Buffer.from(text);
    }
    if (payload.format === 'xml') {
      return Buffer.from(mutateXml(own.toString(), random));
    }
  }
  return mutateBytes(own, random);
}

/** With gzip, which may be damaged as well. */
function zipped(request: SentRequest, random: Random): SentRequest {
  if (request.headers['Content-Encoding'] !== undefined) return request;
  const whole = gzipSync(request.body, { level: 1 });
  const damaged = random.below(4) === 0;
  return {
    ...request,
    headers: { ...request.headers, 'Content-Encoding': 'gzip' },
    body: damaged ? mutateBytes(whole, random) : whole,
  };
}

function renamed({ body, format, ownIds = [] }: Payload, id: string): Buffer {
  let text = body.toString('latin1');
  for (const own of ownIds) {
    const other = format === 'protobuf' ? id.slice(0, own.length) : id;
    text = text.replaceAll(own.toString('latin1'), other);
  }
  // Where nothing but the bytes tells messages apart.
  const blanks = BigInt(`0x${id}`)
    .toString(2)
    .replaceAll('0', ' ')
    .replaceAll('1', '\n');
  return Buffer.from(format === 'protobuf' ? text : text + blanks, 'latin1');
}

function idOf(n: number): string {
  return createHash('md5').update(String(n)).digest('hex');
}
