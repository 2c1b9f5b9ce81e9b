/**
 * Many rows in few statements. Every list is cut into statements of at most 500 rows: larger ones gain nothing, and
 * both engines bound the number of parameters.
 */
import type { Knex } from 'knex';
import {
  dialectOf,
  queryRows,
  type DatabaseRow,
  type Dialect,
  type Sql,
  type Value,
} from './dialect';

/** A row to write, by column. */
export type NewRow = Readonly<Record<string, Value>>;
/** SQL type of a parameter. */
export type ParameterType = 'text' | 'bigint';

const ROWS_PER_STATEMENT = 500;

/** `items` in pieces of at most `size`. */
export function slices<T>(
  items: readonly T[],
  size: number = ROWS_PER_STATEMENT,
): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    result.push(items.slice(start, start + size));
  }
  return result;
}

/** Rows by a text that each has, in their order. */
export function groupRows<T>(
  rows: readonly T[],
  nameOf: (row: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** Orders texts as both engines do for ASCII, which keys nearly always are. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Sorts by the columns named, so that two writers take the same locks in the same order. */
export function sortRows<T extends NewRow>(
  rows: readonly T[],
  columns: readonly string[],
): T[] {
  return [...rows].sort((a, b) => {
    for (const column of columns) {
      const [x, y] = [a[column], b[column]];
      const order =
        typeof x === 'number' && typeof y === 'number'
          ? x - y
          : compareText(String(x), String(y));
      if (order !== 0) return order;
    }
    return 0;
  });
}

/**
 * `(values …)` as a table: its columns are called `column1`, `column2`, … on both engines. Parameters of a list have
 * no type of their own on PostgreSQL, so the first row says it.
 */
export function valuesTable(
  types: readonly ParameterType[],
  rows: readonly (readonly Value[])[],
): Sql {
  const typed = types.map(type => `cast(? as ${type})`).join(', ');
  const plain = types.map(() => '?').join(', ');
  return {
    sql: `(values ${rows
      .map((_, index) => `(${index === 0 ? typed : plain})`)
      .join(', ')})`,
    bindings: rows.flat(),
  };
}

/** Runs one statement a slice, in order, and gives back all rows. */
export async function eachSlice<T>(
  items: readonly T[],
  query: (slice: T[]) => Promise<DatabaseRow[]>,
): Promise<DatabaseRow[]> {
  const found: DatabaseRow[] = [];
  for (const slice of slices(items)) {
    for (const row of await query(slice)) found.push(row);
  }
  return found;
}

/** Rows whose key is among `keys`. */
export async function selectByKeys(
  tx: Knex,
  query: {
    table: string;
    key: readonly string[];
    types: readonly ParameterType[];
    columns: readonly string[];
    keys: readonly (readonly Value[])[];
    lock?: Dialect['forUpdate'];
  },
): Promise<DatabaseRow[]> {
  const { table, key, columns } = query;
  const { queryEach } = dialectOf(tx);
  if (queryEach) {
    const match = key.map(column => `${column} = ?`).join(' and ');
    const sql = `select ${columns.join(', ')} from ${table} where ${match}`;
    return queryEach(tx, sql, query.keys);
  }
  return eachSlice(query.keys, slice => {
    const values = valuesTable(query.types, slice);
    const order = query.lock ? ` order by ${key.join(', ')}${query.lock}` : '';
    return queryRows(
      tx,
      `select ${columns.join(', ')} from ${table}
       where (${key.join(', ')}) in ${values.sql}${order}`,
      values.bindings,
    );
  });
}

/** What an insert does with a row that is there already, and what it answers. */
interface Conflict {
  readonly key: readonly string[];
  readonly update: readonly (string | { column: string; to: string })[];
  readonly returning?: readonly string[];
}

function onConflict({ key, update, returning }: Conflict): string {
  const changes = update.map(change =>
    typeof change === 'string'
      ? `${change} = excluded.${change}`
      : `${change.column} = ${change.to}`,
  );
  const conflict = changes.length
    ? `on conflict (${key.join(', ')}) do update set ${changes.join(', ')}`
    : 'on conflict do nothing';
  return returning ? `${conflict} returning ${returning.join(', ')}` : conflict;
}

/**
 * Inserts rows; what is there already is changed to them, or left alone when `update` is empty. Sort the rows first.
 * `update` names columns, or gives an expression for one.
 */
export async function insertRows(
  tx: Knex,
  query: Conflict & { table: string; rows: readonly NewRow[] },
): Promise<DatabaseRow[]> {
  const { table, rows } = query;
  if (rows.length === 0) return [];
  const columns = Object.keys(rows[0]);
  const { into, marks, valuesOf } = insertStatement(table, columns);
  const end = onConflict(query);
  const { queryEach, fromJson } = dialectOf(tx);
  if (queryEach) {
    return queryEach(tx, `${into} values ${marks} ${end}`, rows.map(valuesOf));
  }
  return eachSlice(rows, slice => {
    const json = fromJson && jsonOf(slice);
    const source: Sql = json
      ? fromJson(table, columns, json)
      : {
          sql: `values ${slice.map(() => marks).join(', ')}`,
          bindings: slice.flatMap(valuesOf),
        };
    return queryRows(tx, `${into} ${source.sql} ${end}`, source.bindings);
  });
}

/** Inserts the rows that are not there yet and gives back which. Sort them first. */
export async function insertMissing(
  tx: Knex,
  query: {
    table: string;
    key: readonly string[];
    rows: readonly NewRow[];
  },
): Promise<ReadonlySet<NewRow>> {
  const { table, key, rows } = query;
  if (rows.length === 0) return new Set();
  const { countEach } = dialectOf(tx);
  if (countEach) {
    const insert = insertStatement(table, Object.keys(rows[0]));
    const counts = await countEach(
      tx,
      `${insert.into} values ${insert.marks} on conflict do nothing`,
      rows.map(insert.valuesOf),
    );
    return new Set(rows.filter((_, index) => counts[index] > 0));
  }
  const nameOf = (row: DatabaseRow) =>
    key.map(column => String(row[column])).join('\0');
  const inserted = await insertRows(tx, {
    ...query,
    update: [],
    returning: key,
  });
  const names = new Set(inserted.map(nameOf));
  return new Set(rows.filter(row => names.has(nameOf(row))));
}

function insertStatement(table: string, columns: readonly string[]) {
  return {
    into: `insert into ${table} (${columns.join(', ')})`,
    marks: `(${columns.map(() => '?').join(', ')})`,
    valuesOf: (row: NewRow) => columns.map(column => row[column]),
  };
}

/** What JSON in a database does not give back as it was: NUL, and half a character. */
const NOT_IN_JSON = /\\u(?:0000|d[89a-f])/;

/** Rows as JSON; undefined where a parameter a value is the only way. */
function jsonOf(rows: readonly NewRow[]): string | undefined {
  // Bytes would be twice as long in a text.
  if (Object.values(rows[0]).some(Buffer.isBuffer)) return undefined;
  const json = JSON.stringify(rows);
  return NOT_IN_JSON.test(json) ? undefined : json;
}

/** Changes columns of rows by their key; rows that are gone are left out. Numbers are bigint. */
export async function updateRows(
  tx: Knex,
  query: {
    table: string;
    key: readonly string[];
    columns: Readonly<Record<string, ParameterType>>;
    rows: readonly NewRow[];
  },
): Promise<void> {
  const names = Object.keys(query.columns);
  const set = names
    .filter(name => !query.key.includes(name))
    .map(name => `${name} = v.column${names.indexOf(name) + 1}`);
  const match = query.key.map(
    name => `${query.table}.${name} = v.column${names.indexOf(name) + 1}`,
  );
  await eachSlice(query.rows, slice => {
    const values = valuesTable(
      Object.values(query.columns),
      slice.map(row => names.map(name => row[name])),
    );
    return queryRows(
      tx,
      `update ${query.table} set ${set.join(', ')}
       from ${values.sql} as v where ${match.join(' and ')}`,
      values.bindings,
    );
  });
}
