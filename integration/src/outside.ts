import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';

/** A system outside: one that gates look at and that hears of verdicts, and takes its time for both. */
export interface Outside {
  readonly url: string;
  /** What arrived under each idempotency key, in order. */
  readonly calls: ReadonlyMap<string, readonly Evaluation[]>;
  /** What came of it: a key that arrived before has no effect again. */
  readonly effects: readonly { key: string; decision: string }[];
  stop(): Promise<void>;
}

/** Longest time for an answer: one that asks may be killed while it waits, after the effect. */
const SLOW_MS = 400;

/** Starts an {@link Outside}: `/notices` takes what is POSTed there, everything else answers that all is well. */
export async function startOutside(): Promise<Outside> {
  const calls = new Map<string, Evaluation[]>();
  const effects: { key: string; decision: string }[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    if (request.url === '/notices') {
      const key = String(request.headers['idempotency-key']);
      const evaluation = JSON.parse(Buffer.concat(pieces).toString());
      const before = calls.get(key) ?? [];
      calls.set(key, [...before, evaluation]);
      const { decision } = evaluation;
      if (before.length === 0) effects.push({ key, decision });
      await sleep(Math.random() * SLOW_MS);
      response.writeHead(204).end();
      return;
    }
    await sleep(Math.random() * SLOW_MS);
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end('{"ok":true}');
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, calls, effects },
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
