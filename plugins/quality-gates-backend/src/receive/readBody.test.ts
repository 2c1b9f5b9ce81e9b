import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createBodyReader, type BodyReaderOptions } from './readBody';
import { refusalOf } from './refusals';

const KIB = 1024;
let server: Server;
afterEach(() => new Promise(resolve => server.close(resolve)));

async function listen(options: Partial<BodyReaderOptions> = {}) {
  const { readBody } = createBodyReader({
    maxBytes: 64 * KIB,
    maxHeldBytes: 1024 * KIB,
    ...options,
  });
  const outcomes: string[] = [];
  let release = () => {};
  const released = new Promise<void>(resolve => (release = resolve));
  server = createServer(async (req, res) => {
    try {
      const body = await readBody(req, res);
      if (req.url === '/slow') await released;
      outcomes.push('read');
      res.end(String(body.length));
    } catch (error) {
      const { status, message } = refusalOf(error);
      outcomes.push(message);
      res.statusCode = status;
      res.end(message);
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, outcomes, release };
}

async function post(
  url: string,
  body: Uint8Array | ReadableStream,
  encoding?: string,
) {
  const response = await fetch(url, {
    method: 'POST',
    body: body as BodyInit,
    headers: encoding ? { 'Content-Encoding': encoding } : {},
    duplex: 'half',
  } as RequestInit);
  return { status: response.status, text: await response.text() };
}

function chunked(chunks: number): ReadableStream {
  let left = chunks;
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(KIB));
      else controller.close();
    },
  });
}

describe('reading a body', () => {
  it('gives the bytes as sent, or unzipped', async () => {
    const { url } = await listen();
    const body = new Uint8Array(10 * KIB);
    const read = { status: 200, text: String(10 * KIB) };
    expect(await post(url, body)).toEqual(read);
    expect(await post(url, chunked(10))).toEqual(read);
    expect(await post(url, gzipSync(body), 'gzip')).toEqual(read);
    expect(await post(url, gzipSync(body), 'X-GZIP')).toEqual(read);
    expect(await post(url, body, 'identity')).toEqual(read);
    expect(await post(url, new Uint8Array(0))).toEqual({
      status: 200,
      text: '0',
    });
  });

  it('takes exactly the largest body and refuses one byte more with 413', async () => {
    const { url } = await listen();
    expect((await post(url, new Uint8Array(64 * KIB))).status).toBe(200);
    expect((await post(url, new Uint8Array(64 * KIB + 1))).status).toBe(413);
    expect((await post(url, chunked(65))).status).toBe(413);
    const zipped = (bytes: number) =>
      post(url, gzipSync(new Uint8Array(bytes)), 'gzip');
    expect((await zipped(64 * KIB)).status).toBe(200);
    expect((await zipped(64 * KIB + 1)).status).toBe(413);
  });

  it('lets a sender finish before it hears 413, so that it hears it at all', async () => {
    const { url } = await listen();
    const { status, text } = await post(url, chunked(5000));
    expect(status).toBe(413);
    expect(text).toContain('qualityGates.ingest.maxBodyMiB');
  });

  it('refuses a gzip bomb with 413 in bounded memory', async () => {
    const { url } = await listen({
      maxBytes: 1024 * KIB,
      maxHeldBytes: 4096 * KIB,
    });
    const bomb = gzipSync(new Uint8Array(512 * 1024 * KIB), { level: 9 });
    expect(bomb.length).toBeLessThan(1024 * KIB);
    const before = process.memoryUsage().arrayBuffers;
    let peak = before;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().arrayBuffers);
    }, 1);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(url, bomb, 'gzip')),
    );
    clearInterval(timer);
    for (const { status } of answers) expect([413, 503]).toContain(status);
    expect(answers.some(({ status }) => status === 413)).toBe(true);
    expect(peak - before).toBeLessThan(64 * 1024 * KIB);
  }, 30_000);

  it('refuses gzip that is cut off, or none, with 400', async () => {
    const { url } = await listen();
    const zipped = gzipSync(
      Buffer.from('some text that is longer than a header'),
    );
    expect((await post(url, zipped.subarray(0, -9), 'gzip')).status).toBe(400);
    expect((await post(url, zipped.subarray(0, 5), 'gzip')).status).toBe(400);
    expect((await post(url, Buffer.from('plain'), 'gzip')).status).toBe(400);
  });

  it.each(['deflate', 'br', 'gzip, gzip', 'zstd'])(
    'refuses Content-Encoding %s with 415',
    async encoding => {
      const { url } = await listen();
      expect((await post(url, new Uint8Array(9), encoding)).status).toBe(415);
    },
  );

  it('refuses with 503 what all requests together may not hold, and takes it when they are answered', async () => {
    const { url, release } = await listen({ maxHeldBytes: 100 * KIB });
    const slow = post(`${url}/slow`, new Uint8Array(60 * KIB));
    await new Promise(resolve => setTimeout(resolve, 100));
    expect((await post(url, new Uint8Array(60 * KIB))).status).toBe(503);
    release();
    expect((await slow).status).toBe(200);
    expect((await post(url, new Uint8Array(60 * KIB))).status).toBe(200);
  });

  it('survives a sender that hangs up, and forgets its bytes', async () => {
    const { url, port, outcomes } = await listen({ maxHeldBytes: 64 * KIB });
    for (let n = 0; n < 3; n++) {
      await new Promise<void>(resolve => {
        const req = httpRequest({
          port,
          host: '127.0.0.1',
          method: 'POST',
          headers: { 'Content-Length': 60 * KIB },
        });
        req.on('error', () => resolve());
        req.write(Buffer.alloc(40 * KIB));
        setTimeout(() => req.destroy(), 50);
      });
    }
    expect((await post(url, new Uint8Array(64 * KIB))).status).toBe(200);
    expect(outcomes).toHaveLength(4);
    expect(outcomes[3]).toBe('read');
  });
});
