import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@quality-gates/backstage-plugin-quality-gates-common';

/** Proof for the machine doors of a {@link Portal}. */
export const INGEST_TOKEN = 'integration-ingest-token';
/** Proof for reading: a static external access token. */
export const READ_TOKEN = 'integration-read-token';

/** Where the facts of a {@link Portal} live. */
export type Engine =
  | { readonly name: 'SQLite' }
  | { readonly name: 'PostgreSQL'; readonly connection: string };

/**
 * The engines to test on: SQLite always, PostgreSQL when QG_TEST_POSTGRES holds a connection string (./test starts
 * one and sets it).
 */
export function engines(): Engine[] {
  const connection = process.env.QG_TEST_POSTGRES;
  return [
    { name: 'SQLite' },
    ...(connection ? [{ name: 'PostgreSQL', connection } as const] : []),
  ];
}

/** What replicas of a portal have in common. */
export interface PortalHome {
  /** Holds the configurations, the catalog and the files of SQLite. */
  readonly folder: string;
  /** Begins the name of each database: they outlive the test that made them, and another must not find its facts. */
  readonly databasePrefix: string;
}

/** A backend in a process of its own, over real HTTP and a real database that outlives it. */
export interface Portal {
  readonly home: PortalHome;
  /** `http://127.0.0.1:{port}/api/quality-gates` */
  readonly baseUrl: string;
  start(): Promise<void>;
  /** Ends the process: SIGTERM lets it finish, SIGKILL does not. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Stops it and removes its data. */
  dispose(): Promise<void>;
  /** What the process that runs, or ran last, has printed. */
  output(): string;
  /** Id of the process that runs. Throws when none does. */
  pid(): number;
  /** Resolves when every delivery is understood and every fact has found its entity. */
  settled(): Promise<void>;
  /** POSTs JSON to a machine door. */
  send(path: string, body: unknown): Promise<Response>;
  /** GETs as a reader. Throws with the answer's text for anything but 2xx. */
  read<T>(path: string): Promise<T>;
}

/** A component of the catalog: its name, and where its source is. */
export interface PortalComponent {
  readonly name: string;
  /** URL for `backstage.io/source-location`. */
  readonly source?: string;
}

/** Makes a portal whose catalog holds the given components; nothing runs until `start()`. */
export async function createPortal(options: {
  readonly engine: Engine;
  readonly components: readonly PortalComponent[];
  /** `qualityGates` keys beside the harness's own. */
  readonly config?: object;
  /** Of another portal, to be its replica. */
  readonly home?: PortalHome;
  /** Arguments of Node.js itself. */
  readonly nodeArguments?: readonly string[];
  /** What the backend logs; default `info`. */
  readonly logLevel?: 'info' | 'warn';
}): Promise<Portal> {
  const home = options.home ?? (await createHome());
  const { folder } = home;
  const port = await freePort();
  const configFile = join(folder, `app-config.${port}.json`);
  await writeFile(join(folder, 'catalog.yaml'), catalogOf(options.components));
  const config = configOf({ ...options, home, port });
  await writeFile(configFile, JSON.stringify(config));
  const origin = `http://127.0.0.1:${port}`;
  const baseUrl = `${origin}/api/quality-gates`;
  let child: ChildProcess | undefined;
  let output = '';

  async function start() {
    child = spawnBackend(configFile, options);
    output = '';
    child.stdout?.on('data', data => (output += data));
    child.stderr?.on('data', data => (output += data));
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      if (child.exitCode !== null) break;
      const ready = await fetch(
        `${origin}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (ready?.ok) {
        await catalogKnows(read, options.components);
        return;
      }
      await sleep(50);
    }
    throw new Error(
      `The backend did not become ready:\n${output.slice(-4000)}`,
    );
  }
  async function read<T>(path: string): Promise<T> {
    const response = await fetch(`${baseUrl}${path}`, {
      headers: { Authorization: `Bearer ${READ_TOKEN}` },
    });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return (await response.json()) as T;
  }
  async function settled() {
    for (const list of ['deliveries?state=received', 'unmapped?']) {
      const open = () => read<Page<unknown>>(`/${list}&limit=1`);
      while ((await open()).items.length > 0) await sleep(50);
    }
  }
  async function stop(signal: 'SIGTERM' | 'SIGKILL') {
    const stopping = child;
    child = undefined;
    if (!stopping || stopping.exitCode !== null) return;
    const gone = new Promise(resolve => stopping.once('exit', resolve));
    stopping.kill(signal);
    await gone;
  }

  return {
    home,
    baseUrl,
    start,
    stop,
    async dispose() {
      await stop('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
    output: () => output,
    pid() {
      if (child?.pid === undefined) throw new Error('The portal does not run');
      return child.pid;
    },
    send: (path, body) =>
      fetch(`${baseUrl}${path}`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${INGEST_TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(body),
      }),
    read,
    settled,
  };
}

/** The catalog takes its locations in after the backend is ready. */
async function catalogKnows(
  read: Portal['read'],
  components: readonly PortalComponent[],
): Promise<void> {
  for (const { name } of components) {
    const path = `/entities/component/default/${name}/setup`;
    for (let tries = 0; ; tries++) {
      try {
        await read(path);
        break;
      } catch (error) {
        if (tries > 300) throw error;
        await sleep(100);
      }
    }
  }
}

async function createHome(): Promise<PortalHome> {
  return {
    folder: await mkdtemp(join(tmpdir(), 'quality-gates-portal-')),
    databasePrefix: `qg_${randomBytes(6).toString('hex')}_`,
  };
}

function spawnBackend(
  configFile: string,
  options: {
    readonly nodeArguments?: readonly string[];
    readonly logLevel?: string;
  },
): ChildProcess {
  const { nodeArguments = [], logLevel = 'info' } = options;
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

function configOf(options: {
  engine: Engine;
  home: PortalHome;
  port: number;
  config?: object;
}): object {
  const { engine, port } = options;
  const { folder, databasePrefix } = options.home;
  const origin = `http://127.0.0.1:${port}`;
  const database =
    engine.name === 'SQLite'
      ? { client: 'better-sqlite3', connection: { directory: folder } }
      : {
          client: 'pg',
          connection: engine.connection,
          prefix: databasePrefix,
        };
  return {
    app: { baseUrl: origin },
    backend: {
      baseUrl: origin,
      listen: { host: '127.0.0.1', port },
      database,
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: READ_TOKEN, subject: 'integration-reader' },
          },
        ],
      },
    },
    catalog: {
      rules: [{ allow: ['Component', 'Group', 'User', 'System'] }],
      locations: [{ type: 'file', target: join(folder, 'catalog.yaml') }],
    },
    qualityGates: {
      ingest: {
        tokens: [{ name: 'ci', token: INGEST_TOKEN }],
        requestsPerSecond: 0,
      },
      attribution: { catalogRefresh: { seconds: 2 } },
      ...options.config,
    },
  };
}

function catalogOf(components: readonly PortalComponent[]): string {
  return components
    .map(({ name, source }) =>
      JSON.stringify({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name,
          annotations: source
            ? { 'backstage.io/source-location': `url:${source}` }
            : {},
        },
        spec: { type: 'service', lifecycle: 'production', owner: 'team' },
      }),
    )
    .join('\n---\n');
}

function freePort(): Promise<number> {
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
