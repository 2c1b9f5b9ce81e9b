import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/** A component of the catalog: its name, and where its source is. */
export interface PortalComponent {
  readonly name: string;
  /** URL for `backstage.io/source-location`. */
  readonly source?: string;
}

/** What the files of a portal say. */
export interface PortalSettings {
  readonly engine: Engine;
  readonly port: number;
  readonly components: readonly PortalComponent[];
  /** `qualityGates` keys beside the harness's own. */
  readonly config?: object;
}

/** A home without files. */
export async function createHome(): Promise<PortalHome> {
  return {
    folder: await mkdtemp(join(tmpdir(), 'quality-gates-portal-')),
    databasePrefix: `qg_${randomBytes(6).toString('hex')}_`,
  };
}

/** Writes the configuration and the catalog of a portal; resolves to the configuration's path. */
export async function furnish(
  home: PortalHome,
  settings: PortalSettings,
): Promise<string> {
  const configFile = join(home.folder, `app-config.${settings.port}.json`);
  await writeFile(
    join(home.folder, 'catalog.yaml'),
    catalogOf(settings.components),
  );
  await writeFile(configFile, JSON.stringify(configOf(home, settings)));
  return configFile;
}

function configOf(
  { folder, databasePrefix }: PortalHome,
  { engine, port, config }: PortalSettings,
): object {
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
      ...config,
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
