import type { FactType } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Knex } from 'knex';
import type { DatabaseRow, Value } from './dialect';
import { readColumns, writeColumns, type Column } from './columns';
import { joinSaid, valueOf, type Said } from './joinFields';
import { joinRows, type JoinedTable } from './joinRows';
import type { NewRow, ParameterType } from './rows';
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

/** How facts of one type become rows, one a fact. */
export interface FactTable {
  readonly type: FactType;
  readonly table: string;
  /** Primary key, `entity_ref` among its columns. */
  readonly key: Readonly<Record<string, ParameterType>>;
  /** Further columns wanted of the row as it was. */
  readonly before?: readonly string[];
  /** Values of the primary key. */
  keyOf(entry: Entry): NewRow;
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
  /** What it tells of: a fact, or all tasks of a run. */
  readonly entry: Pick<Entry, 'type' | 'entityRef'>;
  /** The row as it is now. */
  readonly row: NewRow;
  /** Its columns as they were, with those of {@link FactTable.before}; undefined when the row is new. */
  readonly before: DatabaseRow | undefined;
}

/** Joins entries into their table and gives back the rows that are different now. See {@link joinRows}. */
export async function joinIntoTable(
  tx: Knex,
  table: FactTable,
  entries: readonly Entry[],
): Promise<Change[]> {
  const shown = [...table.columns, ...COMMON].map(({ column }) => column);
  const joined: JoinedTable<Said> = {
    table: table.table,
    key: table.key,
    before: [...shown, 'said', ...(table.before ?? [])],
    rowOf: (key, said) => rowOf(table, key, said),
    contentOf: row => readSaid(row.said as string, shownBy(table, row)),
    join: (a, b) => joinSaid(table.type, a, b),
    // Of all that was said: the text of a row does not repeat what its columns show.
    isEqual: (a, b) => saidText(a) === saidText(b),
  };
  const changed = await joinRows(
    tx,
    joined,
    entries.map(entry => ({
      entry,
      key: table.keyOf(entry),
      content: entry.said,
    })),
  );
  return changed.map(({ joining, row, before }) => ({
    entry: joining.entry,
    row,
    before,
  }));
}
