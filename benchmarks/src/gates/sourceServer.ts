/**
 * Every source of a benchmark, in a process of its own: answers at once that all is well. Told `{ hold: true }` it keeps
 * who asks waiting until it is told `{ hold: false }`. Port: argument two.
 */
import { createServer, type IncomingMessage } from 'node:http';

const held: (() => void)[] = [];
let holding = false;

const vector = (value: string) => ({
  resultType: 'vector',
  result: [{ metric: { job: 'bench' }, value: [1, value] }],
});
const RULES = {
  groups: [
    {
      rules: ['0', '1'].map(part => ({
        type: 'alerting',
        name: `Errors${part}`,
        health: 'ok',
        query: `errors{part="${part}"} > 1`,
        labels: { part },
      })),
    },
  ],
};

function answerOf(path: string, body: string): unknown {
  if (path.startsWith('/state/')) return { ok: true };
  if (path === '/api/v2/alerts') return [];
  const data =
    path === '/api/v1/rules'
      ? RULES
      : vector(body.startsWith('query=requests') ? '1000' : '0.01');
  return { status: 'success', data };
}

async function readAll(request: IncomingMessage) {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const server = createServer(async (request, response) => {
  const body = await readAll(request);
  if (holding) await new Promise<void>(release => held.push(release));
  const { pathname } = new URL(request.url ?? '/', 'http://sources');
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answerOf(pathname, body)));
});
server.listen(Number(process.argv[2]), '127.0.0.1');

process.on('message', (message: { hold?: boolean }) => {
  if (message.hold === undefined) return;
  holding = message.hold;
  if (!holding) held.splice(0).forEach(release => release());
  process.send!({ answer: 'done' });
});
