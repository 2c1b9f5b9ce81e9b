import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';

/** What one column of one row holds on its way to or from the database. */
export type Value = string | number | null | Buffer;
/** A row as the driver gives it: PostgreSQL answers bigint as text, so readers convert. */
export type DatabaseRow = Record<string, unknown>;
/** A piece of SQL with its parameters. */
export interface Sql {
  readonly sql: string;
  readonly bindings: readonly Value[];
}

/** The few things in which the engines differ. Nothing else in the store may ask which one it is. */
export interface Dialect {
  readonly engine: 'postgres' | 'sqlite';
  /** Appended to a SELECT to keep its rows until the end of the transaction. */
  readonly forUpdate: string;
  /** As `forUpdate`, leaving out rows that somebody else keeps. */
  readonly forUpdateSkipLocked: string;
  /** `column` is one of `values`, as a single parameter whatever their number. */
  oneOf(column: string, values: readonly string[]): Sql;
  /** Rows that a statement answers; none when it is not one that answers rows. */
  query(
    tx: Knex,
    sql: string,
    bindings: readonly Value[],
  ): Promise<DatabaseRow[]>;
  /**
   * Waits for and takes locks of these names until the end of the transaction; two writers take them in one order. A
   * transaction on SQLite is alone by itself: knex gives it the only connection.
   */
  lockNames(tx: Knex, names: readonly string[]): Promise<void>;
  /**
   * Rows of a table out of one parameter that holds them as JSON. Only where that is faster than a parameter a value:
   * PostgreSQL parses and plans thousands of them anew for every statement (measured with 200 rows of 17 columns: 1.6
   * times as fast, and a third less work for the process).
   */
  fromJson?(table: string, columns: readonly string[], json: string): Sql;
  /**
   * Runs one statement for each of some bindings. Only where that is the fastest way: SQLite works in the process, so
   * that a statement prepared once costs microseconds, and one with thousands of parameters a parse of all of them.
   */
  queryEach?(
    tx: Knex,
    sql: string,
    bindings: readonly (readonly Value[])[],
  ): Promise<DatabaseRow[]>;
  /** As `queryEach`, for statements that answer no rows: how many rows each of them changed. */
  countEach?(
    tx: Knex,
    sql: string,
    bindings: readonly (readonly Value[])[],
  ): Promise<number[]>;
  /** Settings of every connection, and of the one that is open already. */
  prepare(knex: Knex): Promise<void>;
  /** The file of a database whose log somebody has to bring into it; see startCheckpoints. */
  loggedFile(knex: Knex): Promise<string | undefined>;
  /** Keeps two replicas from migrating at the same time; call it first in the transaction. */
  lockMigrations(tx: Knex): Promise<void>;
}

/** What PostgreSQL calls locks of these names: sorted, each once. */
function lockNumbers(names: readonly string[]): bigint[] {
  const numbers = names.map(name =>
    createHash('sha256').update(name).digest().readBigInt64BE(),
  );
  return [...new Set(numbers)].sort((a, b) => {
    if (a === b) return 0;
    return a < b ? -1 : 1;
  });
}

const postgres: Dialect = {
  engine: 'postgres',
  forUpdate: ' for update',
  forUpdateSkipLocked: ' for update skip locked',
  oneOf: (column, values) => ({
    sql: `${column} = any(array(select jsonb_array_elements_text(cast(? as jsonb))))`,
    bindings: [JSON.stringify(values)],
  }),
  fromJson: (table, columns, json) => ({
    sql: `select ${columns.join(', ')}
      from json_populate_recordset(cast(null as ${table}), cast(? as json))`,
    bindings: [json],
  }),
  async query(tx, sql, bindings) {
    const { rows } = await tx.raw<{ rows: DatabaseRow[] }>(
      sql,
      bindings as Knex.Value[],
    );
    return rows;
  },
  async lockNames(tx, names) {
    if (names.length === 0) return;
    await tx.raw(
      'select pg_advisory_xact_lock(name) from unnest(cast(? as bigint[])) as name',
      [`{${lockNumbers(names).join(',')}}`],
    );
  },
  async prepare() {},
  async loggedFile() {
    return undefined;
  },
  async lockMigrations(tx) {
    await tx.raw(
      `select pg_advisory_xact_lock(hashtext('quality-gates migrations'), hashtext(current_schema()))`,
    );
  },
};

const SQLITE_SETTINGS = [
  'journal_mode = WAL',
  // NORMAL survives a killed process, not a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous).
  'synchronous = FULL',
  // Waiting blocks the whole process, so only as long as a backup needs to copy a page.
  'busy_timeout = 1000',
];

/** What of better-sqlite3's connection is used here. */
interface SqliteConnection {
  pragma(setting: string): unknown;
  prepare(sql: string): SqliteStatement;
}
interface SqliteStatement {
  readonly reader: boolean;
  all(bindings: readonly Value[]): DatabaseRow[];
  run(bindings: readonly Value[]): { readonly changes: number };
}

/** The store has some hundred; those of lists differ by the number of their parameters. */
const MOST_STATEMENTS = 1000;
/** Statements by text. Preparing one takes longer than running most of them. */
const prepared = new WeakMap<
  SqliteConnection,
  LRUCache<string, SqliteStatement>
>();

function prepareOnce(connection: SqliteConnection, sql: string) {
  let statements = prepared.get(connection);
  if (!statements) {
    statements = new LRUCache({ max: MOST_STATEMENTS });
    prepared.set(connection, statements);
  }
  let statement = statements.get(sql);
  if (!statement) {
    statement = connection.prepare(sql);
    statements.set(sql, statement);
  }
  return statement;
}

async function withStatement<T>(
  tx: Knex,
  sql: string,
  use: (statement: SqliteStatement) => T,
): Promise<T> {
  const connection: SqliteConnection = await tx.client.acquireConnection();
  try {
    return use(prepareOnce(connection, sql));
  } finally {
    // Nothing for a transaction, which keeps its connection.
    await tx.client.releaseConnection(connection);
  }
}

const sqlite: Dialect = {
  engine: 'sqlite',
  forUpdate: '',
  forUpdateSkipLocked: '',
  oneOf: (column, values) => ({
    sql: `${column} in (select value from json_each(?))`,
    bindings: [JSON.stringify(values)],
  }),
  query: (tx, sql, bindings) =>
    withStatement(tx, sql, statement => {
      if (statement.reader) return statement.all(bindings);
      statement.run(bindings);
      return [];
    }),
  async lockNames() {},
  queryEach: (tx, sql, bindings) =>
    withStatement(tx, sql, statement =>
      statement.reader
        ? bindings.flatMap(one => statement.all(one))
        : bindings.flatMap(one => {
            statement.run(one);
            return [];
          }),
    ),
  countEach: (tx, sql, bindings) =>
    withStatement(tx, sql, statement =>
      bindings.map(one => statement.run(one).changes),
    ),
  async prepare(knex) {
    knex.client.pool.on(
      'createSuccess',
      (_id: number, connection: SqliteConnection) => {
        for (const setting of SQLITE_SETTINGS) connection.pragma(setting);
      },
    );
    const settings = SQLITE_SETTINGS.map(setting =>
      knex.raw(`pragma ${setting}`),
    );
    await Promise.all(settings);
  },
  async loggedFile(knex) {
    const [{ file }] = await knex.raw<{ file: string }[]>(
      'pragma database_list',
    );
    // One in memory has none.
    return file || undefined;
  },
  async lockMigrations() {},
};

/** The engine behind a knex client or transaction. */
export function dialectOf(knex: Knex): Dialect {
  return knex.client.dialect === 'postgresql' ? postgres : sqlite;
}

/** Rows that a statement answers. */
export async function queryRows(
  tx: Knex,
  sql: string,
  bindings: readonly Value[] = [],
): Promise<DatabaseRow[]> {
  return dialectOf(tx).query(tx, sql, bindings);
}
