import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';

/**
 * The least a server for OTLP/HTTP can be: reads the body, unpacks it, hands it on, and answers 200 when that is done.
 * Port: the first argument of the program.
 */
export function receiveTraces(
  take: (body: Buffer) => Promise<void> | void,
): void {
  const server = createServer(async (req, res) => {
    if (req.method !== 'POST') {
      res.end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    try {
      await take(gunzipSync(Buffer.concat(chunks)));
      res.setHeader('Content-Type', 'application/x-protobuf').end();
    } catch {
      res.writeHead(500).end();
    }
  });
  server.listen(Number(process.argv[2]), '127.0.0.1');
}
