import type { Knex } from 'knex';
import type { DatabaseRow } from './dialect';
import {
  insertMissing,
  insertRows,
  selectByKeys,
  sortRows,
  type NewRow,
  type ParameterType,
} from './rows';

/** A table whose rows grow by joining what they hold with what is said. `T` is what a row holds. */
export interface JoinedTable<T> {
  readonly table: string;
  /** Primary key, `entity_ref` among its columns. */
  readonly key: Readonly<Record<string, ParameterType>>;
  /** Columns wanted of a row as it was, beside the key. */
  readonly before: readonly string[];
  /** Equal contents give equal rows. */
  rowOf(key: NewRow, content: T): NewRow;
  contentOf(row: DatabaseRow): T;
  /** Commutative, associative and idempotent. */
  join(a: T, b: T): T;
  isEqual(a: T, b: T): boolean;
}

/** What is said of one row. */
export interface Joining<T> {
  readonly key: NewRow;
  readonly content: T;
}

/** A row that a write made, or made different. */
export interface JoinedRow<J> {
  readonly joining: J;
  /** The row as it is now. */
  readonly row: NewRow;
  /** Its columns as they were; undefined when the row is new. */
  readonly before: DatabaseRow | undefined;
}

/**
 * Joins contents into their rows, each key once, and gives back the rows that are different now. The entities must be
 * locked ({@link lockEntities}): that is what makes reading, joining and writing back one step.
 */
export async function joinRows<T, J extends Joining<T>>(
  tx: Knex,
  table: JoinedTable<T>,
  joinings: readonly J[],
): Promise<JoinedRow<J>[]> {
  if (joinings.length === 0) return [];
  // Most things are heard of once: what is new is written without looking first.
  const rows = joinings.map(joining => ({
    joining,
    row: table.rowOf(joining.key, joining.content),
  }));
  const key = Object.keys(table.key);
  const inserted = await insertMissing(tx, {
    table: table.table,
    key,
    rows: sortRows(
      rows.map(({ row }) => row),
      key,
    ),
  });
  const fresh: JoinedRow<J>[] = [];
  const known: J[] = [];
  for (const { joining, row } of rows) {
    if (inserted.has(row)) fresh.push({ joining, row, before: undefined });
    else known.push(joining);
  }
  return [...fresh, ...(await joinKnown(tx, table, known))];
}

async function joinKnown<T, J extends Joining<T>>(
  tx: Knex,
  table: JoinedTable<T>,
  joinings: readonly J[],
): Promise<JoinedRow<J>[]> {
  if (joinings.length === 0) return [];
  const key = Object.keys(table.key);
  const nameOf = (row: DatabaseRow) =>
    key.map(column => String(row[column])).join('\0');
  const existing = new Map<string, DatabaseRow>();
  for (const row of await selectByKeys(tx, {
    table: table.table,
    key,
    types: Object.values(table.key),
    columns: [...new Set([...key, ...table.before])],
    keys: joinings.map(one => key.map(column => one.key[column])),
  })) {
    existing.set(nameOf(row), row);
  }
  const changed: JoinedRow<J>[] = [];
  for (const joining of joinings) {
    const before = existing.get(nameOf(joining.key))!;
    const known = table.contentOf(before);
    const content = table.join(known, joining.content);
    if (table.isEqual(content, known)) continue;
    changed.push({ joining, row: table.rowOf(joining.key, content), before });
  }
  await writeRows(
    tx,
    table,
    changed.map(({ row }) => row),
  );
  return changed;
}

async function writeRows(
  tx: Knex,
  { table, key }: Pick<JoinedTable<unknown>, 'table' | 'key'>,
  changed: readonly NewRow[],
): Promise<void> {
  if (changed.length === 0) return;
  const columns = Object.keys(key);
  const update = Object.keys(changed[0]).filter(
    column => !columns.includes(column),
  );
  const rows = sortRows(changed, columns);
  await insertRows(tx, { table, key: columns, rows, update });
}
