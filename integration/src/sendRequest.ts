import { Agent, request } from 'node:http';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly body: Buffer;
}

/** Connections are kept: opening one costs more than what is sent over it. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** POSTs bytes just as they are. Rejects when the connection breaks before the answer is whole. */
export function sendRequest(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        hostname,
        port,
        method: 'POST',
        // Not the path of the URL, which is put in order when it is parsed.
        path: url.slice(url.indexOf('/', 'http://'.length)),
        headers: { ...headers, 'Content-Length': body.length },
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const retryAfter = response.headers['retry-after'];
          resolve({
            status: response.statusCode ?? 0,
            retryAfterSeconds: retryAfter ? Number(retryAfter) : undefined,
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
