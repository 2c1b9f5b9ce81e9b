/**
 * What was said, as it is stored: equal accounts beside equal columns are equal texts.
 *
 * Nearly all of a row comes from one statement, and its values stand in columns beside the text. So the text names that
 * statement once, and spells out only what the columns do not show or another statement decided.
 */
import {
  PHASES,
  type Phase,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Channel } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Register, Said } from './joinFields';

/** What the columns beside the text hold, by field. */
export type Shown = Readonly<Record<string, unknown>>;

/** Who said something: the source's own time, the rank of the phase, the channel. */
type Statement = readonly [at: number, rank: number, channel: Channel];

/** What was said, without what the columns show. */
export interface StoredSaid {
  /** The statement that told the phase: unless something else is written here, it said what the columns show. */
  readonly by?: Statement;
  /** What the columns show although nobody said it. */
  readonly not?: readonly string[];
  /** Everything else, by statement. */
  readonly more?: readonly [...Statement, Readonly<Record<string, unknown>>][];
}

/** The text of what was said. `shown` must be given again to read it. */
export function saidText(said: Said, shown: Shown = {}): string {
  return JSON.stringify(storeSaid(said, shown));
}

/** What {@link saidText} wrote. */
export function readSaid(text: string, shown: Shown = {}): Said {
  return restoreSaid(JSON.parse(text), shown);
}

/** As {@link saidText}, for what is part of a larger text. */
export function storeSaid(said: Said, shown: Shown): StoredSaid {
  const { $phase } = said;
  const by: Statement | undefined = $phase && [$phase[1], $phase[2], $phase[3]];
  const not: string[] = [];
  const rest: string[] = [];
  if (by) {
    for (const field of expectedFields(by, shown)) {
      if (!said[field]) not.push(field);
    }
  }
  for (const field of Object.keys(said)) {
    if (!by || !isExpected(field, said[field], by, shown)) rest.push(field);
  }
  return {
    by,
    not: not.length > 0 ? not.sort() : undefined,
    more: rest.length > 0 ? groupByStatement(said, rest.sort()) : undefined,
  };
}

/** What {@link storeSaid} gave. */
export function restoreSaid(
  { by, not = [], more = [] }: StoredSaid,
  shown: Shown,
): Said {
  const said = by ? expect(by, shown) : {};
  for (const field of not) delete said[field];
  for (const [at, rank, channel, values] of more) {
    for (const field of Object.keys(values)) {
      said[field] = [values[field], at, rank, channel];
    }
  }
  return said;
}

/** What no statement decides: when we heard of it, when anything was first and last said of it, and by which traces. */
const UNDECIDED = new Set(['$heardAt', '$firstAt', '$lastAt', '$traces']);
const NOBODY: Statement = [0, 0, 'plain'];

/** What is said of a field if one statement said it all. */
function valueBy(field: string, [at, rank, channel]: Statement, shown: Shown) {
  switch (field) {
    case '$phase':
      return PHASES[rank] satisfies Phase;
    case '$channel':
      return channel;
    case '$firstAt':
    case '$lastAt':
      return at > 0 ? at : undefined;
    default:
      return shown[field];
  }
}

/** The fields that are said if one statement said it all. */
function expectedFields([at]: Statement, shown: Shown): string[] {
  const times = at > 0 ? ['$firstAt', '$lastAt'] : [];
  return ['$phase', '$channel', ...times, ...Object.keys(shown)];
}

/** Compares without making what it compares with: every field of every row comes by here. */
function isExpected(
  field: string,
  [value, at, rank, channel]: Register,
  by: Statement,
  shown: Shown,
): boolean {
  const [byAt, byRank, byChannel] = UNDECIDED.has(field) ? NOBODY : by;
  return (
    at === byAt &&
    rank === byRank &&
    channel === byChannel &&
    isSame(value, valueBy(field, by, shown))
  );
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The best value of a field in what {@link storeSaid} gave. */
export function valueIn<T>(
  { by, not, more = [] }: StoredSaid,
  shown: Shown,
  field: string,
): T | undefined {
  const told = more.find(([, , , values]) => Object.hasOwn(values, field));
  if (told) return told[3][field] as T;
  if (!by || not?.includes(field)) return undefined;
  return valueBy(field, by, shown) as T | undefined;
}

/** What was said if one statement said it all. */
function expect(by: Statement, shown: Shown): Record<string, Register> {
  const said: Record<string, Register> = {};
  for (const field of expectedFields(by, shown)) {
    const value = valueBy(field, by, shown);
    said[field] = [value, ...(UNDECIDED.has(field) ? NOBODY : by)];
  }
  return said;
}

/** In the order of the first fields, which no two accounts of the same content can differ in. */
function groupByStatement(said: Said, fields: readonly string[]) {
  const groups: [...Statement, Record<string, unknown>][] = [];
  for (const field of fields) {
    const [value, at, rank, channel] = said[field];
    // A few groups at most, so that looking through them is cheaper than naming them.
    const group = groups.find(
      one => one[0] === at && one[1] === rank && one[2] === channel,
    );
    if (group) group[3][field] = value;
    else groups.push([at, rank, channel, { [field]: value }]);
  }
  return groups;
}
