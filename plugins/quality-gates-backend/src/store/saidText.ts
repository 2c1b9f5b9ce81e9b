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

interface StoredSaid {
  /** The statement that told the phase: unless something else is written here, it said what the columns show. */
  readonly by?: Statement;
  /** What the columns show although nobody said it. */
  readonly not?: readonly string[];
  /** Everything else, by statement. */
  readonly more?: readonly [...Statement, Readonly<Record<string, unknown>>][];
}

/** The text of what was said. `shown` must be given again to read it. */
export function saidText(said: Said, shown: Shown = {}): string {
  const { $phase } = said;
  const by: Statement | undefined = $phase && [$phase[1], $phase[2], $phase[3]];
  const expected = by ? expect(by, shown) : {};
  const not = Object.keys(expected).filter(
    field => !Object.hasOwn(said, field),
  );
  const rest = Object.keys(said).filter(
    field => !isSame(said[field], expected[field]),
  );
  const stored: StoredSaid = {
    by,
    ...(not.length > 0 && { not: not.sort() }),
    ...(rest.length > 0 && { more: groupByStatement(said, rest.sort()) }),
  };
  return JSON.stringify(stored);
}

/** What {@link saidText} wrote. */
export function readSaid(text: string, shown: Shown = {}): Said {
  const { by, not = [], more = [] }: StoredSaid = JSON.parse(text);
  const said = by ? expect(by, shown) : {};
  for (const field of not) delete said[field];
  for (const [at, rank, channel, values] of more) {
    for (const field of Object.keys(values)) {
      said[field] = [values[field], at, rank, channel];
    }
  }
  return said;
}

/** What was said if one statement said it all. */
function expect(by: Statement, shown: Shown): Record<string, Register> {
  const [at, rank, channel] = by;
  const said: Record<string, Register> = {
    $phase: [PHASES[rank] satisfies Phase, at, rank, channel],
    $channel: [channel, at, rank, channel],
  };
  for (const field of Object.keys(shown)) {
    said[field] = [shown[field], at, rank, channel];
  }
  if (at > 0) {
    said.$firstAt = [at, 0, 0, 'plain'];
    said.$lastAt = [at, 0, 0, 'plain'];
  }
  if (said.$heardAt) said.$heardAt = [shown.$heardAt, 0, 0, 'plain'];
  return said;
}

function isSame(a: Register, b: Register | undefined): boolean {
  return (
    b !== undefined &&
    a[0] === b[0] &&
    a[1] === b[1] &&
    a[2] === b[2] &&
    a[3] === b[3]
  );
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
