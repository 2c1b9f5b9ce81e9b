import type { Knex } from 'knex';
import { readCursor, writeCursor } from './cursor';
import { queryRows, type DatabaseRow, type Sql } from './dialect';

/** A list, newest first. */
export interface List {
  /** `select … from …` */
  readonly select: string;
  /** Column that the list is sorted by, milliseconds. */
  readonly time: string;
  /** Text columns that break ties; with `time` they name one row. */
  readonly keys: readonly string[];
  /** Which rows; an undefined condition was not asked for. */
  readonly where: readonly (Sql | undefined)[];
  readonly page: {
    readonly from?: number;
    readonly to?: number;
    readonly limit: number;
    readonly cursor?: string;
  };
}

/** A condition, or nothing when its value is undefined. */
export function condition(
  sql: string,
  value: string | number | undefined,
): Sql | undefined {
  return value === undefined ? undefined : { sql, bindings: [value] };
}

/** One page of a list. Throws InputError for a cursor that is none. */
export async function listRows(
  tx: Knex,
  list: List,
): Promise<{ rows: DatabaseRow[]; nextCursor: string | null }> {
  const { time, keys, page } = list;
  const conditions = [
    ...list.where,
    condition(`${time} >= ?`, page.from),
    condition(`${time} < ?`, page.to),
    after(list),
  ].filter(one => one !== undefined);
  const where = conditions.length
    ? `where ${conditions.map(({ sql }) => sql).join(' and ')}`
    : '';
  const order = [time, ...keys].map(column => `${column} desc`).join(', ');
  const found = await queryRows(
    tx,
    `${list.select} ${where} order by ${order} limit ?`,
    [...conditions.flatMap(({ bindings }) => bindings), page.limit + 1],
  );
  const rows = found.slice(0, page.limit);
  const last = rows.at(-1);
  const more = last !== undefined && found.length > rows.length;
  const position = (row: DatabaseRow) => ({
    time: Number(row[time]),
    keys: keys.map(key => row[key] as string),
  });
  return { rows, nextCursor: more ? writeCursor(position(last)) : null };
}

/** Rows that come after the cursor. */
function after({ time, keys, page }: List): Sql | undefined {
  if (page.cursor === undefined) return undefined;
  const position = readCursor(page.cursor, keys.length);
  const marks = ['?', ...keys.map(() => '?')].join(', ');
  return {
    sql: `(${[time, ...keys].join(', ')}) < (${marks})`,
    bindings: [position.time, ...position.keys],
  };
}
