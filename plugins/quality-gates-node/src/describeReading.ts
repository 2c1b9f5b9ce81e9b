import type { Assertion, Reading } from './GateKind';

/** What is said between value and limit when it holds, and when it does not. */
const WORDS: Readonly<
  Record<Assertion, readonly [held: string, broken: string]>
> = {
  '<': ['is below', 'is not below'],
  '<=': ['is at most', 'is above'],
  '>': ['is above', 'is not above'],
  '>=': ['is at least', 'is below'],
  '==': ['is exactly', 'is not exactly'],
  '!=': ['is not', 'must not be'],
};
/** Where a value stops holding. */
const BROKEN: Readonly<Record<Assertion, (limit: string) => string>> = {
  '<': limit => `from ${limit} up`,
  '<=': limit => `above ${limit}`,
  '>': limit => `from ${limit} down`,
  '>=': limit => `below ${limit}`,
  '==': limit => `unless exactly ${limit}`,
  '!=': limit => `at exactly ${limit}`,
};
/** What kinds call a number that the policy alone gives a meaning. */
const NAMELESS = 'value';
const FEWEST_DIGITS = 3;
const MOST_DIGITS = 15;

/**
 * The sentence of a reading and its limit, as a person would say it: a ratio in per cent, and as many digits as tell the
 * two apart.
 *
 * @example describeReading({ name: 'error ratio', unit: 'ratio' }, { value: 0.2, assertion: '<', limit: 0.05, holds: false })
 * // error ratio: 20 % is not below 5 %
 */
export function describeReading(
  { name, unit }: Pick<Reading, 'name' | 'unit'>,
  found: {
    readonly value: number;
    readonly assertion: Assertion;
    readonly limit: number;
    readonly holds: boolean;
  },
): string {
  const { assertion, holds, value, limit } = found;
  // A module that is newer than this backend may compare in another way.
  const [held, broken] = WORDS[assertion] ?? [assertion, `is not ${assertion}`];
  const [seen, wanted] = formatApart([value, limit], { name, unit });
  const sentence = `${seen} ${holds ? held : broken} ${wanted}`;
  return name === NAMELESS ? sentence : `${name}: ${sentence}`;
}

/**
 * A reading and all that it is held against, in the words and digits of {@link describeReading}.
 *
 * @example describeLimits({ name: 'error ratio', unit: 'ratio', value: 0.2, limits: { warn: 0.02, fail: 0.05, direction: 'at-most' } })
 * // error ratio 20 %, warns above 2 %, fails above 5 %
 */
export function describeLimits(reading: Reading): string {
  const { name, value, missing = 'nothing was seen', limits } = reading;
  const { warn, fail } = limits;
  const assertion = assertionOf(reading);
  const levels = [
    { verb: 'warns', limit: warn },
    { verb: 'fails', limit: fail },
  ].flatMap(({ verb, limit }) => (limit === undefined ? [] : { verb, limit }));
  const numbers = [value, ...levels.map(({ limit }) => limit)].flatMap(
    number => number ?? [],
  );
  const texts = formatApart(numbers, reading);
  const seen =
    value === null ? `${name}: ${missing}` : `${name} ${texts.shift()}`;
  return [
    seen,
    ...levels.map(({ verb }, at) => `${verb} ${BROKEN[assertion](texts[at])}`),
  ].join(', ');
}

/** How the value of a reading is compared with its limits. */
export function assertionOf({
  assert,
  limits,
}: Pick<Reading, 'assert' | 'limits'>): Assertion {
  return assert ?? (limits.direction === 'at-most' ? '<=' : '>=');
}

/** Numbers of one reading with their unit, and as few digits as leave different ones different. */
function formatApart(
  given: readonly number[],
  { name, unit }: Pick<Reading, 'name' | 'unit'>,
): string[] {
  const numbers = given.map(one => (unit === 'ratio' ? one * 100 : one));
  const different = new Set(numbers).size;
  const suffix = suffixOf(name, unit);
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const texts = numbers.map(one => format(one, digits));
    if (new Set(texts).size === different) {
      return texts.map(text => `${text}${suffix}`);
    }
  }
  return numbers.map(one => `${one}${suffix}`);
}

/** By digits: making one takes longer than all the rest of a sentence. */
const formats = new Map<number, Intl.NumberFormat>();

function format(value: number, digits: number): string {
  const isPlain = Number.isInteger(value) && value >= 0 && value < 1_000;
  // Most numbers are: nothing groups their digits, and none of them is left out.
  if (isPlain) return String(value);
  const whole = String(Math.trunc(Math.abs(value))).length;
  const maximumSignificantDigits = Number.isInteger(value)
    ? MOST_DIGITS
    : Math.min(MOST_DIGITS, Math.max(digits, whole));
  let numbers = formats.get(maximumSignificantDigits);
  if (!numbers) {
    numbers = new Intl.NumberFormat('en-US', { maximumSignificantDigits });
    formats.set(maximumSignificantDigits, numbers);
  }
  return numbers.format(value).replace('-', '−');
}

/** What is counted stands in the name already: "failed tests: 2 is above 0". */
function suffixOf(name: string, unit: string | undefined): string {
  if (unit === 'ratio') return ' %';
  const counted = unit?.split(' ').at(-1);
  if (!counted || name.split(/\W+/).includes(counted)) return '';
  return unit === 'x' ? unit : ` ${unit}`;
}
