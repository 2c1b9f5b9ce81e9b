import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import knexFactory, { type Knex } from 'knex';

/** An empty database for one benchmark. */
export interface Database {
  readonly engine: 'sqlite' | 'postgres';
  readonly knex: Knex;
  /** How a driver reaches it: a file, or a connection string. */
  readonly place: string;
  /** Bytes on disk, everything checkpointed. */
  sizeBytes(): Promise<number>;
  drop(): Promise<void>;
}

/** An empty SQLite file with the settings of the product. */
export async function createSqlite(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'quality-gates-bench-'));
  const place = join(folder, 'bench.sqlite');
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: place },
    useNullAsDefault: true,
  });
  return {
    engine: 'sqlite',
    knex,
    place,
    async sizeBytes() {
      await knex.raw('pragma wal_checkpoint(truncate)');
      return (await stat(place)).size;
    },
    async drop() {
      await knex.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A PostgreSQL server of our own, with fsync on. */
export interface Server {
  createDatabase(): Promise<Database>;
  stop(): Promise<void>;
}

/** Starts the embedded PostgreSQL. Throws Error when this platform has none. */
export async function startPostgres(): Promise<Server> {
  const backend = dirname(
    require.resolve(
      '@quality-gates/backstage-plugin-quality-gates-backend/package.json',
    ),
  );
  const program = spawn(
    process.execPath,
    [join(backend, 'dev/startPostgres.js'), '--durable'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    program.once('exit', code =>
      reject(new Error(`PostgreSQL did not start: it ended with ${code}`)),
    );
    program.stdout.once('data', line => resolve(String(line).trim()));
  });
  const admin = knexFactory({ client: 'pg', connection: url });
  return {
    createDatabase: () => createPostgres(admin, url),
    async stop() {
      await admin.destroy();
      const ended = new Promise(resolve => program.once('exit', resolve));
      program.kill('SIGTERM');
      await ended;
    },
  };
}

async function createPostgres(admin: Knex, url: string): Promise<Database> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  await admin.raw('create database ??', [name]);
  const place = new URL(url);
  place.pathname = `/${name}`;
  const knex = knexFactory({
    client: 'pg',
    connection: place.href,
    pool: { min: 0, max: 8 },
  });
  return {
    engine: 'postgres',
    knex,
    place: place.href,
    async sizeBytes() {
      await knex.raw('vacuum');
      const { rows } = await knex.raw(
        `select sum(pg_total_relation_size(c.oid)) as size from pg_class c
         join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relkind = 'r'`,
      );
      return Number(rows[0].size);
    },
    async drop() {
      await knex.destroy();
      await admin.raw('drop database ?? with (force)', [name]);
    },
  };
}
