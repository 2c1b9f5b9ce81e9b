import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How the process of a portal runs. */
export interface ProcessOptions {
  /** Arguments of Node.js itself. */
  readonly nodeArguments?: readonly string[];
  /** What the backend logs; default `info`. */
  readonly logLevel?: 'info' | 'warn';
}

/** The process of a portal: one at a time, again and again. */
export interface PortalProcess {
  /** Resolves once the backend says that it is ready. Throws with its last words when it does not within a minute. */
  start(): Promise<void>;
  /** Ends the process: SIGTERM lets it finish, SIGKILL does not. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** What the process that runs, or ran last, has printed. */
  output(): string;
  /** Id of the process that runs. Throws when none does. */
  pid(): number;
}

/** The backend behind `origin`, with a configuration; nothing runs until `start()`. */
export function createPortalProcess(
  options: ProcessOptions & {
    readonly origin: string;
    readonly configFile: string;
  },
): PortalProcess {
  let child: ChildProcess | undefined;
  let output = '';
  return {
    async start() {
      const started = spawnBackend(options);
      child = started;
      output = '';
      started.stdout?.on('data', data => (output += data));
      started.stderr?.on('data', data => (output += data));
      if (await becomesReady(started, options.origin)) return;
      throw new Error(
        `The backend did not become ready:\n${output.slice(-4000)}`,
      );
    },
    async stop(signal) {
      const stopping = child;
      child = undefined;
      if (!stopping || stopping.exitCode !== null) return;
      const gone = new Promise(resolve => stopping.once('exit', resolve));
      stopping.kill(signal);
      await gone;
    },
    output: () => output,
    pid() {
      if (child?.pid === undefined) throw new Error('The portal does not run');
      return child.pid;
    },
  };
}

async function becomesReady(
  child: ChildProcess,
  origin: string,
): Promise<boolean> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const ready = await fetch(`${origin}/.backstage/health/v1/readiness`).catch(
      () => undefined,
    );
    if (ready?.ok) return true;
    await sleep(50);
  }
  return false;
}

function spawnBackend(
  options: ProcessOptions & { readonly configFile: string },
): ChildProcess {
  const { nodeArguments = [], logLevel = 'info', configFile } = options;
  const program = join(
    dirname(
      require.resolve(
        '@quality-gates/backstage-plugin-quality-gates-backend/package.json',
      ),
    ),
    'dev/index.ts',
  );
  const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
  return spawn(
    process.execPath,
    [
      ...nodeArguments,
      ...['--require', transform, program, '--config', configFile],
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: logLevel },
    },
  );
}

/** A port of the loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}
