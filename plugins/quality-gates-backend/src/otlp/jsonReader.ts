import { InputError } from '@backstage/errors';
import { toText } from './SpanCollector';

/** A JSON object nobody has looked into yet. */
export type JsonObject = { readonly [key: string]: unknown };

const EMPTY: JsonObject = Object.freeze(Object.create(null));

/**
 * A field by its lowerCamelCase name, or by its name in the .proto file: OTLP calls the latter invalid, but emitters
 * send it and the collector takes it. Undefined for absent and null alike, as proto3 JSON says. Names come from our
 * code, none of them is one that every object inherits.
 */
export function readField(from: JsonObject, name: string): unknown {
  return from[name] ?? from[snakeCaseOf(name)] ?? undefined;
}

const snakeCase = new Map<string, string>();

function snakeCaseOf(name: string): string {
  let snake = snakeCase.get(name);
  if (snake === undefined) {
    snake = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
    snakeCase.set(name, snake);
  }
  return snake;
}

/** A message; an absent one is empty. Throws InputError for anything else. */
export function readObject(value: unknown, name: string): JsonObject {
  if (value === undefined || value === null) return EMPTY;
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new InputError(`${name} must be an object`);
  }
  return value as JsonObject;
}

/** A repeated field; an absent one is empty. */
export function readArray(from: JsonObject, name: string): readonly unknown[] {
  const value = readField(from, name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new InputError(`${name} must be an array`);
  return value;
}

/** Text; '' when absent. */
export function readString(from: JsonObject, name: string): string {
  const value = readField(from, name);
  if (value === undefined) return '';
  if (typeof value !== 'string') throw new InputError(`${name} must be text`);
  return toText(value);
}

/** An id in lower case, of any even length; '' when absent. Throws InputError for anything but hex. */
export function readHexId(from: JsonObject, name: string): string {
  const value = readField(from, name);
  if (value === undefined) return '';
  if (typeof value !== 'string' || !/^(?:[0-9a-f]{2})*$/i.test(value)) {
    throw new InputError(`${name} must be hex (OTLP/JSON does not use base64)`);
  }
  return value.toLowerCase();
}

/** An enum value by number or name, with or without its prefix; 0 when absent or unknown. */
export function readEnum(
  from: JsonObject,
  name: string,
  prefix: string,
  words: readonly string[],
): number {
  const value = readField(from, name);
  if (value === undefined) return 0;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value !== 'string') {
    throw new InputError(`${name} must be a number or a name`);
  }
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const word = value.toUpperCase();
  const bare = word.startsWith(prefix) ? word.slice(prefix.length) : word;
  return Math.max(0, words.indexOf(bare));
}

/** An int64, as text or number: a number where it is exact, else its decimal digits. */
export function readInt64(from: JsonObject, name: string): number | string {
  const digits = readDigits(from, name);
  const rounded = Number(digits);
  // The digits of a number beyond 2^53 are lost before we see them; those of text are not.
  return Number.isSafeInteger(rounded) ? rounded : digits;
}

/**
 * Nanoseconds since the epoch, as text or number, in whole milliseconds rounded down; 0 when absent. Text is cut, which
 * is exact. A number beyond 2^53 was rounded to a multiple of 256 when it was parsed, possibly to just below its
 * millisecond: rounding to microseconds first brings it back.
 */
export function readNanosAsMillis(from: JsonObject, name: string): number {
  const value = readField(from, name);
  const digits = readDigits(from, name);
  if (digits.startsWith('-')) {
    throw new InputError(`${name} must not be negative`);
  }
  return typeof value === 'number' && !Number.isSafeInteger(value)
    ? Math.floor(Math.round(value / 1000) / 1000)
    : Number(digits.slice(0, -6));
}

/** As {@link readNanosAsMillis}, in whole microseconds. A number beyond 2^53 is as exact as it came. */
export function readNanosAsMicros(from: JsonObject, name: string): number {
  const digits = readDigits(from, name);
  if (digits.startsWith('-')) {
    throw new InputError(`${name} must not be negative`);
  }
  return Number(digits.slice(0, -3));
}

/** Decimal digits without leading zeros, fitting 64 bits; '0' when absent. */
function readDigits(from: JsonObject, name: string): string {
  const value = readField(from, name);
  if (value === undefined) return '0';
  const digits =
    typeof value === 'number' && Number.isInteger(value)
      ? BigInt(value).toString()
      : value;
  if (typeof digits !== 'string' || !is64Bits(digits)) {
    throw new InputError(
      `${name} must be a whole number of 64 bits, as text or number`,
    );
  }
  return digits.replace(/^(-?)0+(?=\d)/, '$1').replace(/^-0$/, '0');
}

/** Whether these are the decimal digits of a number below 2^64. Only the longest can be of a larger one. */
function is64Bits(digits: string): boolean {
  if (!/^-?\d{1,20}$/.test(digits)) return false;
  return digits.length < 20 || BigInt(digits) < 1n << 64n;
}

/** A double; NaN and the infinities come as text. */
export function readDouble(from: JsonObject, name: string): number {
  const value = readField(from, name);
  if (typeof value === 'number') return value;
  const words = ['NaN', 'Infinity', '-Infinity'];
  const numeric = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
  if (
    typeof value === 'string' &&
    (words.includes(value) || numeric.test(value))
  )
    return Number(value);
  throw new InputError(
    `${name} must be a number, "NaN", "Infinity" or "-Infinity"`,
  );
}

/** Bytes, standard or URL-safe base64, as standard base64. */
export function readBytes(from: JsonObject, name: string): string {
  const value = readField(from, name);
  if (typeof value !== 'string' || !/^[\w+/-]*={0,2}$/.test(value)) {
    throw new InputError(`${name} must be base64`);
  }
  return Buffer.from(value, 'base64').toString('base64');
}
