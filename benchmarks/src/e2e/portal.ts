import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startServer, type Server } from './startServer';

/** Proof of the senders. */
export const TOKEN = 'benchmark-token';
/** Proof of GitHub's webhooks. */
export const GITHUB_SECRET = 'benchmark-secret';

/** The backend with the plugin, on SQLite, as it runs in a portal. */
export interface Portal extends Server {
  readonly origin: string;
  /** The plugin's database. */
  readonly file: string;
}

/** A folder for databases, gone after `work`. */
export async function withFolder<T>(
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'quality-gates-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts the backend with a catalog of the example's services, or of those in `catalog`. */
export async function startPortal(
  folder: string,
  catalog?: readonly string[],
): Promise<Portal> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const generated = join(folder, 'catalog.yaml');
  await writeFile(generated, generateCatalog());
  const configFile = join(folder, 'app-config.json');
  const targets = catalog ?? [generated];
  await writeFile(configFile, JSON.stringify(configOf(folder, port, targets)));
  const backend = dirname(
    require.resolve(
      '@quality-gates/backstage-plugin-quality-gates-backend/package.json',
    ),
  );
  const server = await startServer({
    name: 'plugin',
    program: join(backend, 'dev/index.ts'),
    args: ['--config', configFile],
    url: `${origin}/api/quality-gates/otlp/v1/traces`,
    readyUrl: `${origin}/.backstage/health/v1/readiness`,
  });
  // The catalog takes its locations in after the backend is ready.
  await new Promise(wait => setTimeout(wait, 3000));
  return { ...server, origin, file: join(folder, 'quality-gates.sqlite') };
}

/** Files of the example organisation. */
export const EXAMPLE_CATALOG = ['org', 'shop', 'risk'].map(name =>
  require.resolve(`../../../examples/${name}.yaml`),
);

function configOf(folder: string, port: number, targets: readonly string[]) {
  const origin = `http://127.0.0.1:${port}`;
  return {
    app: { baseUrl: origin },
    backend: {
      baseUrl: origin,
      listen: { host: '127.0.0.1', port },
      database: {
        client: 'better-sqlite3',
        connection: { directory: folder },
      },
    },
    catalog: {
      rules: [
        { allow: ['Component', 'Group', 'User', 'System', 'Domain', 'API'] },
      ],
      locations: targets.map(target => ({ type: 'file', target })),
    },
    events: { useEventBus: 'never' },
    qualityGates: {
      ingest: {
        tokens: [{ name: 'ci', token: TOKEN }],
        requestsPerSecond: 0,
      },
      sources: {
        github: {
          type: 'github',
          webhook: { secrets: [GITHUB_SECRET] },
        },
      },
      attribution: { catalogRefresh: { seconds: 2 } },
    },
  };
}

/** The services of generated traces. */
function generateCatalog(): string {
  return Array.from({ length: 20 }, (_, n) =>
    JSON.stringify({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: `service-${n}`,
        annotations: {
          'backstage.io/source-location': `url:https://github.com/acme/service-${n}`,
        },
      },
      spec: { type: 'service', lifecycle: 'production', owner: 'team' },
    }),
  ).join('\n---\n');
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        found(typeof address === 'object' && address ? address.port : 0),
      );
    });
  });
}
