import { cleanText } from './cleanFact';
import type { DatabaseRow, Value } from './dialect';
import { finalValueOf, valueOf, type Said } from './joinFields';

/** A typed column that shows the best value of a field. */
export interface Column {
  readonly column: string;
  readonly field: string;
  readonly kind: 'text' | 'number' | 'flag' | 'json';
  /** Left empty while the thing is not over. */
  readonly final?: true;
}

/** Longest text of a column that an index holds. */
const MOST_INDEXED_CHARACTERS = 200;

/** Text as an indexed column holds it, and as a query for it must ask. */
export function indexedText(text: string): string {
  return cleanText(text.slice(0, MOST_INDEXED_CHARACTERS));
}

/** Fills the columns of a row, read off what was said. */
export function writeColumns(
  row: Record<string, Value>,
  columns: readonly Column[],
  said: Said,
): void {
  for (const { column, field, kind, final } of columns) {
    const value = final ? finalValueOf(said, field) : valueOf(said, field);
    row[column] = encode(kind, value);
  }
}

function encode(kind: Column['kind'], value: unknown): Value {
  if (value === undefined || value === null) return null;
  switch (kind) {
    case 'flag':
      return value ? 1 : 0;
    case 'json':
      return JSON.stringify(value);
    default:
      return value as Value;
  }
}

/** The fields of a row, without those that are empty, beside those of `data`. */
export function readColumns(
  columns: readonly Column[],
  row: DatabaseRow,
  data: Record<string, unknown> = {},
): Record<string, unknown> {
  for (const { column, field, kind } of columns) {
    const value = row[column];
    if (value === null || value === undefined) continue;
    data[field] = decode(kind, value);
  }
  return data;
}

function decode(kind: Column['kind'], value: unknown): unknown {
  switch (kind) {
    case 'number':
      return Number(value);
    case 'flag':
      return Number(value) === 1;
    case 'json':
      return JSON.parse(value as string);
    default:
      return value;
  }
}

/** Names of the columns, in order. */
export function columnNames(columns: readonly Column[]): string[] {
  return columns.map(({ column }) => column);
}
