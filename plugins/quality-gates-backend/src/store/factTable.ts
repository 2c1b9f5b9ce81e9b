import type { FactType } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import type { DatabaseRow, Value } from './dialect';
import { readColumns, writeColumns, type Column } from './columns';
import { joinSaid, valueOf, type Said } from './joinFields';
import {
  insertMissing,
  insertRows,
  selectByKeys,
  sortRows,
  type NewRow,
  type ParameterType,
} from './rows';
import { readSaid, saidText, type Shown } from './saidText';

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
  /** Columns that show what was said. */
  readonly columns: readonly Column[];
  /** Columns that are made of what was said, some of them also among `columns`. */
  derive?(said: Said): NewRow;
}

/** Columns that every table of facts has. */
const COMMON: readonly Column[] = [
  { column: 'reported_by', field: '$reportedBy', kind: 'text' },
  { column: 'heard_at', field: '$heardAt', kind: 'number' },
];

/** The row of what was said about a thing. */
function rowOf(table: FactTable, keyRow: NewRow, said: Said): NewRow {
  const row: Record<string, Value> = {};
  writeColumns(row, table.columns, said);
  writeColumns(row, COMMON, said);
  Object.assign(row, table.derive?.(said), keyRow);
  row.said = saidText(said, shownBy(table, row));
  return row;
}

/** What the columns of a row show of what was said: what `said` does not repeat. */
function shownBy(table: FactTable, row: DatabaseRow): Shown {
  const shown: Record<string, unknown> = {};
  readColumns(table.columns, row, shown);
  return readColumns(COMMON, row, shown);
}

/** One row that a write changed. */
export interface Change {
  readonly entry: Entry;
  /** The row as it is now. */
  readonly row: NewRow;
  /** Its columns as they were, with those of {@link FactTable.before}; undefined when the row is new. */
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
      row: rowOf(table, keyRow, entry.said),
    };
  });
  // Most things are heard of once: what is new is written without looking first.
  const key = Object.keys(table.key);
  const inserted = await insertMissing(tx, {
    table: table.table,
    key,
    rows: sortRows(
      rows.map(({ row }) => row),
      key,
    ),
  });
  const fresh: Change[] = [];
  const known: typeof rows = [];
  for (const one of rows) {
    if (inserted.has(one.row)) {
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
    columns: [...columnsBefore(table)],
    keys: entries.map(({ keyRow }) => key.map(column => keyRow[column])),
  })) {
    existing.set(identify(table, row), row);
  }
  const changes: Change[] = [];
  for (const { entry, keyRow } of entries) {
    const before = existing.get(identify(table, keyRow))!;
    const known = readSaid(before.said as string, shownBy(table, before));
    const said = joinSaid(table.type, known, entry.said);
    const row = rowOf(table, keyRow, said);
    // Columns count as well: the text does not repeat them.
    if (!isEqual(said, known)) changes.push({ entry, row, before });
  }
  await writeChanges(tx, table.table, key, changes);
  return changes;
}

function columnsBefore(table: FactTable): Set<string> {
  const shown = [...table.columns, ...COMMON].map(({ column }) => column);
  return new Set([
    ...Object.keys(table.key),
    ...shown,
    'said',
    ...(table.before ?? []),
  ]);
}

function isEqual(a: Said, b: Said): boolean {
  return saidText(a) === saidText(b);
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
