import type { Knex } from 'knex';

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
  /** Rows of a raw answer. */
  rowsOf(answer: unknown): DatabaseRow[];
  /**
   * Waits for and takes locks named by 64-bit numbers, in the order given, until the end of the transaction.
   * A transaction on SQLite is alone by itself: knex gives it the only connection.
   */
  lockNames(tx: Knex, names: readonly bigint[]): Promise<void>;
  /** Settings of every connection, and of the one that is open already. */
  prepare(knex: Knex): Promise<void>;
  /** Keeps two replicas from migrating at the same time; call it first in the transaction. */
  lockMigrations(tx: Knex): Promise<void>;
}

const postgres: Dialect = {
  engine: 'postgres',
  forUpdate: ' for update',
  forUpdateSkipLocked: ' for update skip locked',
  oneOf: (column, values) => ({
    sql: `${column} = any(array(select jsonb_array_elements_text(cast(? as jsonb))))`,
    bindings: [JSON.stringify(values)],
  }),
  rowsOf: answer => (answer as { rows: DatabaseRow[] }).rows,
  async lockNames(tx, names) {
    if (names.length === 0) return;
    await tx.raw(
      'select pg_advisory_xact_lock(name) from unnest(cast(? as bigint[])) as name',
      [`{${names.join(',')}}`],
    );
  },
  async prepare() {},
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

const sqlite: Dialect = {
  engine: 'sqlite',
  forUpdate: '',
  forUpdateSkipLocked: '',
  oneOf: (column, values) => ({
    sql: `${column} in (select value from json_each(?))`,
    bindings: [JSON.stringify(values)],
  }),
  rowsOf: answer => answer as DatabaseRow[],
  async lockNames() {},
  async prepare(knex) {
    knex.client.pool.on(
      'createSuccess',
      (_id: number, connection: { pragma(setting: string): unknown }) => {
        for (const setting of SQLITE_SETTINGS) connection.pragma(setting);
      },
    );
    const settings = SQLITE_SETTINGS.map(setting =>
      knex.raw(`pragma ${setting}`),
    );
    await Promise.all(settings);
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
  return dialectOf(tx).rowsOf(await tx.raw(sql, bindings as Knex.Value[]));
}
