import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { feedExampleHistory } from './feedExampleHistory';

let server: Server;

/** Feeds a door that answers as told; gives back what the feeder reported. */
async function feed(listener: RequestListener, now: string) {
  server = createServer((request, response) => {
    request.resume().on('end', () => listener(request, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const lines: string[] = [];
  const sent = await feedExampleHistory({
    baseUrl: `http://127.0.0.1:${port}`,
    token: 'a-token',
    githubSecret: 'a-secret',
    now: new Date(now),
    days: 5,
    signal: new AbortController().signal,
    report: line => lines.push(line),
  });
  return { sent, lines };
}

describe('feedExampleHistory', () => {
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('sends the same messages at any hour of a day, each with its proof', async () => {
    const heard: string[][] = [[], []];
    for (const [index, hour] of ['01:00', '23:30'].entries()) {
      const { sent } = await feed(({ url, headers }, response) => {
        const signed = headers['x-hub-signature-256'];
        const id = headers['x-github-delivery'] ?? headers['idempotency-key'];
        const proof = url?.endsWith('/webhooks/github')
          ? /^sha256=[0-9a-f]{64}$/.test(String(signed))
          : headers.authorization === 'Bearer a-token';
        heard[index].push(`${url} ${id ?? ''} ${proof}`);
        response.writeHead(202).end('{}');
      }, `2026-11-18T${hour}:00Z`);
      expect(sent).toBe(heard[index].length);
      server.closeAllConnections();
      server.close();
    }
    expect(heard[0].sort()).toEqual(heard[1].sort());
    expect(heard[0].filter(line => line.endsWith(' false'))).toEqual([]);
  });

  it('waits as long as a door that is busy asks for, then sends again', async () => {
    let refusals = 2;
    const { lines } = await feed((_, response) => {
      const busy = refusals-- > 0;
      response.writeHead(busy ? 503 : 202, { 'retry-after': '1' }).end('{}');
    }, '2026-11-18T12:00:00Z');
    expect(lines).toEqual([expect.stringContaining(' 0 refused')]);
  });

  it('tells of the first refusal and goes on', async () => {
    const { sent, lines } = await feed((request, response) => {
      const refused = request.url?.endsWith('/incidents');
      response.writeHead(refused ? 400 : 202).end('{}');
    }, '2026-11-18T12:00:00Z');
    expect(sent).toBeGreaterThan(50);
    expect(lines).toEqual([
      expect.stringContaining('/ingest/incidents: Request failed with 400'),
      expect.stringMatching(/ [1-9]\d* refused/),
    ]);
  });
});
