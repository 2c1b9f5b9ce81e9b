import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a probe asked. */
export interface LoopbackRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Fields of a form, empty for anything else. */
  readonly form: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined for anything else. */
  readonly json: unknown;
  readonly headers: IncomingMessage['headers'];
}

/** What the source says: `json` with status 200, unless told otherwise. */
export interface LoopbackAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Instead of `json`, as it stands. */
  readonly text?: string;
}

/** A system on this machine that answers as told, and remembers what it was asked. */
export interface LoopbackSource {
  readonly url: string;
  readonly requests: readonly LoopbackRequest[];
  close(): Promise<void>;
}

/** Starts a {@link LoopbackSource}. An answer of `undefined` never comes. */
export async function startLoopbackSource(
  answer: (request: LoopbackRequest) => LoopbackAnswer | undefined,
): Promise<LoopbackSource> {
  const requests: LoopbackRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming);
    requests.push(request);
    const given = answer(request);
    if (!given) return;
    const { status = 200, headers, json, text } = given;
    response.writeHead(status, {
      'content-type': 'application/json',
      ...headers,
    });
    response.end(text ?? (json === undefined ? '' : JSON.stringify(json)));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(
  incoming: IncomingMessage,
): Promise<LoopbackRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece);
  const body = Buffer.concat(pieces).toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://loopback');
  const type = incoming.headers['content-type'] ?? '';
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    form: type.startsWith('application/x-www-form-urlencoded')
      ? Object.fromEntries(new URLSearchParams(body))
      : {},
    json: type.startsWith('application/json') ? JSON.parse(body) : undefined,
    headers: incoming.headers,
  };
}
