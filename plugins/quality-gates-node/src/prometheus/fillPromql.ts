import { InputError } from '@backstage/errors';
import type { Escape, ProbeContext } from '../GateKind';
import { readPromql } from './readPromql';

/** A placeholder and the text it stands in. */
interface Place {
  readonly text: string;
  readonly name: string;
  readonly from: number;
  /** The quote around it; '' outside of strings. */
  readonly quote: string;
  /** Of the label matcher whose value the string is; undefined for any other string. */
  readonly operator: string | undefined;
}

const LONGEST = 8_192;
/** What may be filled in outside of quotes, and what stands for it when the shape is checked. */
const BARE: readonly (readonly [RegExp, string])[] = [
  [/^\d{1,15}(\.\d{1,15})?$/, '1'],
  [/^(\d{1,9}(ms|[smhdwy]))+$/, '1m'],
  [/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'x'],
];

/**
 * A PromQL template with its placeholders filled so that no value changes what is asked: within quotes a value is
 * escaped (and, for `=~` and `!~`, quoted as RE2 does), outside it may only be a number, a duration or a name, and at
 * last the syntax must be the one the template has with harmless values. Placeholders in comments stay.
 *
 * Throws InputError when the template is no PromQL, or a value does not fit.
 *
 * @example fillPromql('up{job=~"${service}"}', fill) // service a.b: up{job=~"a\\.b"}
 */
export function fillPromql(
  template: string,
  fill: ProbeContext<unknown>['fill'],
  options: {
    readonly own?: Readonly<Record<string, string | number>>;
    /** Asked of every value before it is escaped: another version in the same query. */
    readonly replace?: Escape;
  } = {},
): string {
  const { own, replace = value => value } = options;
  const harmless: string[] = [];
  const filled = fillPlaces(template, place => {
    const safe: Escape = (value, parameter) =>
      escapeAt(place, replace(value, parameter));
    const text = fill(place.text, safe, own);
    harmless.push(place.quote ? 'x' : bareSample(text));
    return text;
  });
  let next = 0;
  const meant = readPromql(fillPlaces(template, () => harmless[next++]));
  if (!meant.isValid) throw new InputError('The query is no PromQL');
  if (readPromql(filled).shape.join() !== meant.shape.join()) {
    throw new InputError(
      'A value would change what the query asks, so it is not asked',
    );
  }
  return filled;
}

/**
 * A template with something harmless in place of what nobody knows yet, for reading its syntax. Names of versions
 * become `sampleversion`, so that what they are compared with can be found.
 */
export function samplePromql(template: string): string {
  return fillPlaces(template, ({ name, quote, from }) => {
    if (quote) return /version/i.test(name) ? 'sampleversion' : 'sample';
    const before = template.slice(0, from);
    return /(\[|:|\boffset)\s*$/i.test(before) ? '1m' : 'x';
  });
}

function fillPlaces(template: string, textOf: (place: Place) => string) {
  let filled = '';
  let end = 0;
  for (const place of findPlaces(template)) {
    filled += template.slice(end, place.from) + textOf(place);
    end = place.from + place.text.length;
  }
  return filled + template.slice(end);
}

function findPlaces(template: string): Place[] {
  if (template.length > LONGEST) {
    throw new InputError(`A query may have at most ${LONGEST} characters`);
  }
  const places: Place[] = [];
  let quote = '';
  let operator: string | undefined;
  for (let at = 0; at < template.length; at++) {
    const letter = template[at];
    const text = letter === '$' && /^\$\{[^{}]*\}/.exec(template.slice(at));
    if (text) {
      const name = text[0].slice(2, -1).trim();
      places.push({ text: text[0], name, from: at, quote, operator });
      at += text[0].length - 1;
    } else if (quote) {
      if (letter === '\\' && quote !== '`') at++;
      else if (letter === quote) quote = '';
    } else if (['"', "'", '`'].includes(letter)) {
      quote = letter;
      operator = /([=!]~|!?=)\s*$/.exec(template.slice(0, at))?.[1];
    } else if (letter === '#') {
      const line = template.indexOf('\n', at);
      at = line < 0 ? template.length : line;
    }
  }
  return places;
}

function escapeAt({ name, quote, operator }: Place, value: string): string {
  if (!quote) {
    if (BARE.some(([pattern]) => pattern.test(value))) return value;
    throw new InputError(
      `\${${name}} stands outside of quotes, where only a number, a duration or a name may stand`,
    );
  }
  if (operator === undefined) {
    throw new InputError(
      `\${${name}} may stand within quotes only as the value of a label matcher`,
    );
  }
  const literal = operator.endsWith('~') ? quoteRe2(value) : value;
  if (/\p{Cc}/u.test(value) || (quote === '`' && value.includes('`'))) {
    throw new InputError(
      `The value of \${${name}} cannot be written in PromQL`,
    );
  }
  if (quote === '`') return literal;
  return literal.replace(/[\\"']/g, found =>
    found === '\\' || found === quote ? `\\${found}` : found,
  );
}

/** As RE2's QuoteMeta. */
function quoteRe2(value: string): string {
  return value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

function bareSample(value: string): string {
  return BARE.find(([pattern]) => pattern.test(value))?.[1] ?? 'x';
}
