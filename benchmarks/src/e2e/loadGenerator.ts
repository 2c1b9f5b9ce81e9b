import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import {
  createTraceSchema,
  encodeTraces,
} from '@quality-gates/backstage-plugin-quality-gates-backend/dev/traceSchema';
import { generateTraces } from '../generateTraces';
import type { Load, LoadResult, Prepared } from './load';

/**
 * Its own process, so that making load costs the server nothing but the core it runs on: keeps the bodies it was told
 * to prepare, and sends them when told where.
 */
const schema = createTraceSchema();
let bodies: Buffer[] = [];

process.on('message', async (message: Prepared | Load) => {
  if ('seeds' in message) {
    const { seeds, ...profile } = message;
    bodies = seeds.map(seed =>
      gzipSync(encodeTraces(schema, generateTraces({ ...profile, seed })), {
        level: 1,
      }),
    );
    process.send!({ answer: bodies.length });
  } else {
    process.send!({ answer: await sendAll(message) });
  }
});

async function sendAll({ url, token, concurrency }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const statuses: number[] = [];
  let next = 0;
  const from = performance.now();
  const sender = async () => {
    while (next < bodies.length) {
      const index = next++;
      statuses[index] = await send(agent, url, token, bodies[index]);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, sender));
  const ms = performance.now() - from;
  agent.destroy();
  return { ms, statuses };
}

/** Resolves to the status; 0 when the connection broke. */
function send(
  agent: Agent,
  url: string,
  token: string,
  body: Buffer,
): Promise<number> {
  return new Promise(resolve => {
    const sent = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/x-protobuf',
          'Content-Encoding': 'gzip',
          'Content-Length': body.length,
        },
      },
      answer => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.once('error', () => resolve(0));
    sent.end(body);
  });
}
