import type { FactType } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import type { DatabaseRow } from './dialect';
import { joinSaid, readSaid, valueOf, type Said } from './joinFields';
import {
  insertRows,
  selectByKeys,
  sortRows,
  type NewRow,
  type ParameterType,
} from './rows';

/** What was said about one thing of one entity, on its way into its table. */
export interface Entry {
  readonly type: FactType;
  readonly entityRef: string;
  readonly key: string;
  readonly said: Said;
}

/**
 * What is part of a fact's identity beside its key: (id, environment) is one deployment, and a
 * task belongs to its run.
 */
export function placeOf(type: FactType, said: Said): string {
  if (type === 'deployment') return valueOf<string>(said, 'environment') ?? '';
  return type === 'task' ? valueOf<string>(said, 'runKey') ?? '' : '';
}

/** How facts of one type become rows. */
export interface FactTable {
  readonly type: FactType;
  readonly table: string;
  /** Primary key; the first column is `entity_ref`. */
  readonly key: Readonly<Record<string, ParameterType>>;
  /** Further columns wanted of the row as it was. */
  readonly before?: readonly string[];
  /** Values of the primary key. `bucketDays`: the day under which everything of a run is kept, by run key. */
  keyOf(entry: Entry, bucketDays: ReadonlyMap<string, number>): NewRow;
  /** All other columns. */
  columnsOf(said: Said, entry: Entry): NewRow;
}

/** One row that a write changed. */
export interface Change {
  readonly entry: Entry;
  /** The row as it is now. */
  readonly row: NewRow;
  /** `heard_at`, `said` and the columns of {@link FactTable.before} as they were; undefined when the row is new. */
  readonly before: DatabaseRow | undefined;
}

/**
 * Joins entries into their table and gives back the rows that are different now. The entities must be locked
 * ({@link lockEntities}): that is what makes reading, joining and writing back one step.
 */
export async function joinIntoTable(
  tx: Knex,
  table: FactTable,
  entries: readonly Entry[],
  bucketDays: ReadonlyMap<string, number>,
): Promise<Change[]> {
  if (entries.length === 0) return [];
  const rows = entries.map(entry => {
    const keyRow = table.keyOf(entry, bucketDays);
    return {
      entry,
      keyRow,
      row: { ...keyRow, ...table.columnsOf(entry.said, entry) },
    };
  });
  // Most things are heard of once: what is new is written without looking first.
  const inserted = await insertNew(
    tx,
    table,
    rows.map(({ row }) => row),
  );
  const fresh: Change[] = [];
  const known: typeof rows = [];
  for (const one of rows) {
    if (inserted.has(identify(table, one.keyRow))) {
      fresh.push({ entry: one.entry, row: one.row, before: undefined });
    } else known.push(one);
  }
  return [...fresh, ...(await joinKnown(tx, table, known))];
}

/** Names a row by its key. */
function identify(table: FactTable, row: DatabaseRow): string {
  return Object.keys(table.key)
    .map(column => String(row[column]))
    .join('\0');
}

/** Inserts the rows that are not there yet and gives back which. */
async function insertNew(
  tx: Knex,
  table: FactTable,
  rows: readonly NewRow[],
): Promise<ReadonlySet<string>> {
  const key = Object.keys(table.key);
  const inserted = await insertRows(tx, {
    table: table.table,
    key,
    rows: sortRows(rows, key),
    update: [],
    returning: key,
  });
  return new Set(inserted.map(row => identify(table, row)));
}

async function joinKnown(
  tx: Knex,
  table: FactTable,
  entries: readonly { readonly entry: Entry; readonly keyRow: NewRow }[],
): Promise<Change[]> {
  if (entries.length === 0) return [];
  const key = Object.keys(table.key);
  const existing = new Map<string, DatabaseRow>();
  for (const row of await selectByKeys(tx, {
    table: table.table,
    key,
    types: Object.values(table.key),
    columns: [...key, 'heard_at', 'said', ...(table.before ?? [])],
    keys: entries.map(({ keyRow }) => key.map(column => keyRow[column])),
  })) {
    existing.set(identify(table, row), row);
  }
  const changes: Change[] = [];
  for (const { entry, keyRow } of entries) {
    const before = existing.get(identify(table, keyRow))!;
    const said = joinSaid(
      table.type,
      readSaid(before.said as string),
      entry.said,
    );
    const row = { ...keyRow, ...table.columnsOf(said, entry) };
    if (row.said !== before.said) changes.push({ entry, row, before });
  }
  await writeChanges(tx, table.table, key, changes);
  return changes;
}

async function writeChanges(
  tx: Knex,
  table: string,
  key: readonly string[],
  changes: readonly Change[],
): Promise<void> {
  const rows = sortRows(
    changes.map(({ row }) => row),
    key,
  );
  if (rows.length === 0) return;
  const update = Object.keys(rows[0]).filter(column => !key.includes(column));
  await insertRows(tx, { table, key, rows, update });
}
