import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigReader } from '@backstage/config';
import { createGateSources } from './createGateSources';

describe('shareQuestions', () => {
  let server: Server;
  let asked: string[];
  let status: number;
  let closed: number;
  beforeEach(async () => {
    [asked, status, closed] = [[], 200, 0];
    server = createServer(async (request, response) => {
      asked.push(request.url!);
      response.on('close', () => {
        if (!response.writableFinished) closed += 1;
      });
      await sleep(100);
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ n: asked.length }));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  function source() {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const prom = { type: 'prometheus', url, allowPrivateAddress: true };
    const config = new ConfigReader({ sources: { prom } });
    return createGateSources(config).source('prom', 'prometheus');
  }
  const never = new AbortController().signal;

  it('asks once for all who ask the same together, and anew for who comes later', async () => {
    const { fetchJson } = source();
    const ask = (query: string) =>
      fetchJson('/api/v1/query', { signal: never, form: { query } });
    const answers = await Promise.all([ask('a'), ask('a'), ask('b'), ask('a')]);
    expect(asked).toHaveLength(2);
    expect(answers[1]).toEqual(answers[0]);
    await ask('a');
    expect(asked).toHaveLength(3);
  });

  it('asks anew what failed, and sends every JSON body', async () => {
    const { fetchJson } = source();
    status = 503;
    const ask = () => fetchJson('/x', { signal: never });
    await expect(ask()).rejects.toThrow();
    status = 200;
    expect((await ask()).status).toBe(200);
    const send = () => fetchJson('/y', { signal: never, json: { a: 1 } });
    await Promise.all([send(), send()]);
    expect(asked).toEqual(['/x', '/x', '/y', '/y']);
  });

  it('answers who stays when another leaves, and calls off what nobody waits for', async () => {
    const { fetchJson } = source();
    const gone = new AbortController();
    const first = fetchJson('/x', { signal: gone.signal });
    const other = fetchJson('/x', { signal: never });
    gone.abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    expect((await other).status).toBe(200);
    const alone = new AbortController();
    const lonely = fetchJson('/z', { signal: alone.signal });
    await sleep(30);
    alone.abort(new Error('left'));
    await expect(lonely).rejects.toThrow('left');
    await sleep(50);
    expect(closed).toBe(1);
    expect((await fetchJson('/z', { signal: never })).status).toBe(200);
  });
});
