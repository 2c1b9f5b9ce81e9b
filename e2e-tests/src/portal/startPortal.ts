import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ServiceUnavailableError } from '@backstage/errors';

const root = resolve(__dirname, '../../..');

/** A portal that `./start` runs. */
export interface RunningPortal {
  readonly url: string;
  /** Resolves when the example history has been sent. */
  readonly historySent: Promise<void>;
  /** As Ctrl-C or `kill` would; resolves to the exit code once nothing runs any more. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Runs `./start` on a free port with further arguments; resolves when it says that it is ready. */
export async function startPortal(
  ...args: readonly string[]
): Promise<RunningPortal> {
  const port = await findFreePort();
  const child = spawn(
    resolve(root, 'start'),
    ['--port', String(port), ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const log: string[] = [];
  const historySent = new Promise<void>(done => {
    createInterface({ input: child.stderr }).on('line', line => {
      log.push(line);
      if (/^Example history: \d+ messages/.test(line)) done();
    });
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /^Ready: (.+)$/.exec(line) ?? [];
    if (!url) continue;
    // Read on, so that it never waits for somebody to take its words.
    child.stdout.resume();
    return {
      url,
      historySent,
      stop(signal = 'SIGTERM') {
        child.kill(signal);
        return exited;
      },
    };
  }
  const last = log.slice(-20).join('\n');
  throw new ServiceUnavailableError(
    `./start ended before it was ready:\n${last}`,
  );
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
