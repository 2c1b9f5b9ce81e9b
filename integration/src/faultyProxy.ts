import {
  createServer,
  request,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request on its way. */
export type Fault =
  | 'none'
  /** Answered 503, without and with Retry-After. */
  | 'unavailable'
  | 'unavailable-for-a-second'
  /** Answered 429. */
  | 'too-many'
  /** The connection breaks: before anything, in the middle of the body, or in place of the answer. */
  | 'cut-before'
  | 'cut-within'
  | 'cut-after';

/** An HTTP proxy on loopback that does to each request what it is told to. */
export interface FaultyProxy {
  /** Where it listens: `http://127.0.0.1:{port}`. */
  readonly origin: string;
  /** How often each fault happened. */
  readonly happened: ReadonlyMap<Fault, number>;
  close(): Promise<void>;
}

/** Starts a proxy to `origin`; `next` says what becomes of the next request. */
export async function createFaultyProxy(options: {
  readonly origin: string;
  readonly next: () => Fault;
}): Promise<FaultyProxy> {
  const happened = new Map<Fault, number>();
  const server = createServer((incoming, response) => {
    const fault = options.next();
    happened.set(fault, (happened.get(fault) ?? 0) + 1);
    void treat(fault, options.origin, incoming, response).catch(() =>
      incoming.socket.destroy(),
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    happened,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function treat(
  fault: Fault,
  origin: string,
  incoming: IncomingMessage,
  response: ServerResponse,
) {
  if (fault === 'cut-before') {
    incoming.socket.destroy();
    return;
  }
  const body = Buffer.concat(await incoming.toArray());
  if (fault === 'too-many' || fault.startsWith('unavailable')) {
    const wait = fault === 'unavailable' ? {} : { 'Retry-After': '1' };
    response.writeHead(fault === 'too-many' ? 429 : 503, wait).end();
    return;
  }
  if (fault === 'cut-within') {
    await forwardHalf(origin, incoming, body);
    incoming.socket.destroy();
    return;
  }
  const answer = await forward(origin, incoming, body);
  if (fault === 'cut-after') incoming.socket.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}

async function forward(
  origin: string,
  incoming: IncomingMessage,
  body: Buffer,
) {
  const { method, headers } = incoming;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(origin + incoming.url, { method, headers, agent: false }, resolve)
      .on('error', reject)
      .end(body);
  });
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: Buffer.concat(await answer.toArray()),
  };
}

/** The receiver sees a sender vanish in the middle of its body. */
function forwardHalf(origin: string, incoming: IncomingMessage, body: Buffer) {
  const { method, headers } = incoming;
  return new Promise<void>(resolve => {
    const half = request(origin + incoming.url, {
      ...{ method, headers, agent: false },
    });
    half.on('error', () => resolve());
    half.on('close', () => resolve());
    half.write(body.subarray(0, body.length / 2), () => half.destroy());
  });
}
