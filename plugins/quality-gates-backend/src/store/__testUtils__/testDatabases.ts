/**
 * Databases for tests: always SQLite in a file of its own, and PostgreSQL when `QG_TEST_POSTGRES` holds the connection
 * string of a server (`node dev/startPostgres.js` prints one). Each is created empty and dropped at the end.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import knexFactory, { type Knex } from 'knex';

/** An empty database. */
export interface TestDatabase {
  readonly engine: 'sqlite' | 'postgres';
  /** Another client of it, as a further replica would have; closed by {@link TestDatabase.drop}. */
  connect(): Knex;
  drop(): Promise<void>;
}

const server = process.env.QG_TEST_POSTGRES;

/** An empty SQLite database. */
export async function createSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'quality-gates-'));
  const clients: Knex[] = [];
  return {
    engine: 'sqlite',
    connect() {
      const client = knexFactory({
        client: 'better-sqlite3',
        connection: { filename: path.join(folder, 'test.sqlite') },
        useNullAsDefault: true,
      });
      clients.push(client);
      return client;
    },
    async drop() {
      await Promise.all(clients.map(client => client.destroy()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createPostgres(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(admin => admin.raw('create database ??', [name]));
  const url = new URL(server!);
  url.pathname = `/${name}`;
  const clients: Knex[] = [];
  return {
    engine: 'postgres',
    connect() {
      const client = knexFactory({
        client: 'pg',
        connection: url.href,
        pool: { min: 0, max: 5 },
      });
      clients.push(client);
      return client;
    },
    async drop() {
      await Promise.all(clients.map(client => client.destroy()));
      await administer(admin =>
        admin.raw('drop database ?? with (force)', [name]),
      );
    },
  };
}

async function administer(work: (admin: Knex) => PromiseLike<unknown>) {
  const admin = knexFactory({
    client: 'pg',
    connection: server,
    pool: { min: 0, max: 1 },
  });
  try {
    await work(admin);
  } finally {
    await admin.destroy();
  }
}

/**
 * Describes the same thing on every engine. Without a PostgreSQL server its part is skipped, and the title says why.
 *
 * @example
 * describeEachEngine('createStore', createDatabase => {
 *   it('keeps a delivery', async () => {
 *     const database = await createDatabase();
 *     …
 *     await database.drop();
 *   });
 * });
 */
export function describeEachEngine(
  title: string,
  body: (
    createDatabase: () => Promise<TestDatabase>,
    engine: TestDatabase['engine'],
  ) => void,
): void {
  describe(`${title} on SQLite`, () => {
    body(createSqlite, 'sqlite');
  });
  const wanted = server ? describe : describe.skip;
  const reason = server ? '' : ' (skipped: QG_TEST_POSTGRES is not set)';
  wanted(`${title} on PostgreSQL${reason}`, () => {
    body(createPostgres, 'postgres');
  });
}
