import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What the probe inside a server says. Bytes and milliseconds since the last reset. */
export interface Probe {
  readonly rss: number;
  readonly peakRss: number;
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
}

/** A server in a process of its own. */
export interface Server {
  readonly name: string;
  /** Where OTLP traces are sent. */
  readonly url: string;
  reset(): Promise<Probe>;
  measure(): Promise<Probe>;
  stop(): Promise<void>;
}

/** Runs a TypeScript program of this repository in a Node.js of its own, able to talk with it. */
export function spawnProgram(
  program: string,
  args: readonly string[] = [],
  preload: readonly string[] = [],
): ChildProcess {
  const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
  const required = [...preload, transform].flatMap(file => ['--require', file]);
  return spawn(process.execPath, [...required, program, ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'error' },
  });
}

/**
 * Asks a program, or waits for what it says by itself. What it says is `{ answer }`, because the transform of TypeScript
 * sends messages of its own. Throws Error when the program ends.
 */
export async function ask<T>(
  child: ChildProcess,
  question?: object,
): Promise<T> {
  if (question) child.send(question);
  return new Promise((resolve, reject) => {
    const onExit = () =>
      reject(new Error('The program ended without an answer'));
    const onMessage = (message: object) => {
      if (!('answer' in message)) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(message.answer as T);
    };
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}

/** Starts a server and waits until `url` answers anything. Throws Error when it ends or a minute passes. */
export async function startServer(options: {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly url: string;
  /** Answers 2xx when the server is ready. */
  readonly readyUrl: string;
}): Promise<Server> {
  const { name, program, args, url, readyUrl } = options;
  const child = spawnProgram(program, args, [require.resolve('./probe.js')]);
  await becomesReady(child, name, readyUrl);
  return {
    name,
    url,
    reset: () => ask<Probe>(child, { probe: 'reset' }),
    measure: () => ask<Probe>(child, { probe: 'measure' }),
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function becomesReady(child: ChildProcess, name: string, url: string) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`${name} did not become ready`);
}
