import BetterSqlite3 from 'better-sqlite3';
import type { Knex } from 'knex';
import { Client, type QueryResult } from 'pg';
import type { Database } from './databases';

/** A driver in the clothes of knex: as much of it as the store calls. */
export interface RawDriver {
  readonly knex: Knex;
  close(): Promise<void>;
}

type Run = (sql: string, bindings?: readonly unknown[]) => unknown;

/**
 * The anchor of P2: the driver alone, one connection, below the very same store. Rows, statements, packing and
 * durability are the same, so what differs is what knex costs. The tables are there already.
 */
export async function openRawDriver(database: Database): Promise<RawDriver> {
  return database.engine === 'sqlite'
    ? openSqlite(database.place)
    : openPostgres(database.place);
}

function openSqlite(file: string): RawDriver {
  const db = new BetterSqlite3(file);
  const prepared = new Map<string, BetterSqlite3.Statement>();
  const run: Run = (sql, bindings = []) => {
    let statement = prepared.get(sql);
    if (!statement) prepared.set(sql, (statement = db.prepare(sql)));
    return statement.reader ? statement.all(bindings) : statement.run(bindings);
  };
  const knex = dress(run, {
    dialect: 'sqlite3',
    pool: { on() {} },
    acquireConnection: async () => db,
    releaseConnection: async () => {},
  });
  return {
    knex,
    close: async () => {
      db.close();
    },
  };
}

async function openPostgres(url: string): Promise<RawDriver> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const numbered = new Map<string, string>();
  const run = (sql: string, bindings: readonly unknown[] = []) => {
    let text = numbered.get(sql);
    if (text === undefined) {
      let number = 0;
      text = sql.replace(/\?/g, () => `$${++number}`);
      numbered.set(sql, text);
    }
    return client.query(text, [...bindings]) as Promise<QueryResult>;
  };
  return {
    knex: dress(run, { dialect: 'postgresql' }),
    close: () => client.end(),
  };
}

function dress(run: Run, client: object): Knex {
  const raw = async (sql: string, bindings?: readonly unknown[]) =>
    run(sql, bindings);
  const transaction = async (work: (tx: object) => Promise<unknown>) => {
    await raw('begin');
    try {
      const result = await work({ raw, client });
      await raw('commit');
      return result;
    } catch (error) {
      await raw('rollback');
      throw error;
    }
  };
  return { raw, client, transaction } as unknown as Knex;
}
