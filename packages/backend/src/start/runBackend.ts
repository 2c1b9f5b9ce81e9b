import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import type { StartOptions } from './readOptions';

/** A running backend. */
export interface RunningBackend {
  readonly baseUrl: string;
  /** Resolves when the process is gone, to its exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Asks it to stop, and ends it when it has not within ten seconds. */
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 10_000;
const READY_TIMEOUT_MS = 120_000;
const POLL_MS = 150;

/**
 * Starts packages/backend as a child with the configuration of the options. Its log goes to standard error, so that
 * standard output keeps to what `./start` itself has to say.
 */
export function runBackend(
  root: string,
  options: StartOptions,
): RunningBackend {
  const files = [
    join(root, 'app-config.yaml'),
    join(root, 'app-config.start.yaml'),
    ...options.configFiles,
  ];
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      '--require',
      require.resolve('./exitWithParent.cjs'),
      join(root, 'packages/backend/src/index.ts'),
      ...files.flatMap(file => ['--config', file]),
    ],
    {
      cwd: join(root, 'packages/backend'),
      env: environment(options),
      stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
    },
  );
  const exited = new Promise<number | null>(done => child.once('exit', done));
  return {
    baseUrl: `http://localhost:${options.port}`,
    exited,
    stop: () => stop(child, exited),
  };
}

function environment(options: StartOptions): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'development',
    QG_START_PORT: String(options.port),
    QG_START_DATA: options.dataDir,
    QG_START_FRONTEND: String(options.frontend),
  };
  if (options.databaseUrl) {
    env.APP_CONFIG_backend_database = JSON.stringify({
      client: 'pg',
      connection: options.databaseUrl,
      pluginDivisionMode: 'schema',
    });
  }
  return env;
}

async function stop(child: ChildProcess, exited: Promise<unknown>) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = sleep(STOP_TIMEOUT_MS, 'late', { ref: false });
  if ((await Promise.race([exited, late])) === 'late') {
    child.kill('SIGKILL');
    await exited;
  }
}

/**
 * Resolves once readiness answers 200. Throws ServiceUnavailableError when the backend ended before, or is not ready
 * within two minutes.
 */
export async function waitUntilReady(backend: RunningBackend): Promise<void> {
  const url = `${backend.baseUrl}/.backstage/health/v1/readiness`;
  let ended = false;
  backend.exited.then(() => {
    ended = true;
  });
  const giveUpAt = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < giveUpAt) {
    if (ended) {
      throw new ServiceUnavailableError(
        'The backend did not start; the reason stands above',
      );
    }
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    await sleep(POLL_MS);
  }
  throw new ServiceUnavailableError(`Not ready within two minutes: ${url}`);
}

/** The last entity of examples/catalog.yaml to be processed, as likely as not. */
const EXAMPLE_ENTITY = 'component/default/legacy-batch';
const CATALOG_TIMEOUT_MS = 20_000;

/**
 * Waits until the example catalog can be read, so that signing in works at once; not longer than 20 s, because a
 * configuration file may have put another catalog in its place.
 */
export async function waitForCatalog(
  { baseUrl }: RunningBackend,
  readToken: string,
): Promise<void> {
  const url = `${baseUrl}/api/catalog/entities/by-name/${EXAMPLE_ENTITY}`;
  const headers = { authorization: `Bearer ${readToken}` };
  const giveUpAt = Date.now() + CATALOG_TIMEOUT_MS;
  while (Date.now() < giveUpAt) {
    const answer = await fetch(url, { headers }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(POLL_MS);
  }
}
