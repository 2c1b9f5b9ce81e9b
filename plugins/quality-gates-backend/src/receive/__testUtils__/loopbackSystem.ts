import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer of a {@link LoopbackSystem}; status 200 unless it says otherwise. */
export interface LoopbackAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
}

/** Somebody else's system on the loopback interface, and what it was asked. */
export interface LoopbackSystem {
  readonly url: string;
  /** Path and query of each request. */
  readonly asked: string[];
  readonly headers: IncomingMessage['headers'][];
  /** By method-less path and query, or by path alone; what is not there is 404. */
  answers: Record<string, LoopbackAnswer | (() => LoopbackAnswer)>;
  stop(): Promise<void>;
}

/** Starts a {@link LoopbackSystem} on a free port. */
export async function startLoopbackSystem(): Promise<LoopbackSystem> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const system = { answers: {} as LoopbackSystem['answers'] };
  const server = createServer((req, res) => {
    const url = req.url ?? '';
    asked.push(url);
    headers.push(req.headers);
    const found = system.answers[url] ?? system.answers[url.split('?')[0]];
    const answer =
      typeof found === 'function'
        ? found()
        : found ?? { status: 404, body: {} };
    const { status = 200, body = {} } = answer;
    res.writeHead(status, answer.headers);
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(system, {
    url: `http://127.0.0.1:${port}`,
    asked,
    headers,
    stop: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
