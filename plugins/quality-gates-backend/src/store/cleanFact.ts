/// <reference lib="es2024.string" />
/**
 * Facts come from strangers. Before one reaches SQL it is made storable, in a way that depends on its content only:
 * PostgreSQL refuses NUL in text, an index entry holds 2,704 bytes, JSON knows no NaN, and a lone surrogate does not
 * come back as it went.
 */
import { createHash } from 'node:crypto';
import type {
  Fact,
  Subject,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** Longest key, in UTF-8 bytes: three of them and an entity fit into one index entry of PostgreSQL. */
const MOST_KEY_BYTES = 600;

/** Text without NUL and lone surrogates. */
export function cleanText(text: string): string {
  const plain = text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
  return plain.toWellFormed();
}

/** A key that fits into an index: a long one ends in the hash of the whole. */
export function cleanKey(text: string): string {
  const key = cleanText(text);
  if (Buffer.byteLength(key) <= MOST_KEY_BYTES) return key;
  const hash = createHash('sha256').update(key).digest('base64url');
  const kept = Buffer.from(key)
    .subarray(0, MOST_KEY_BYTES - hash.length - 4)
    .toString()
    .replace(/\uFFFD$/, '');
  return `${kept}~${hash}`;
}

type FieldValues = Readonly<Record<string, unknown>>;

/** The fact as the store keeps it. `subjects`: clean ones by what they were, for facts that share theirs. */
export function cleanFact(
  fact: Fact,
  subjects: Map<Subject, unknown> = new Map(),
): Fact {
  const subject =
    subjects.get(fact.subject) ?? cleanObject(fact.subject as FieldValues);
  subjects.set(fact.subject, subject);
  return {
    ...fact,
    key: cleanKey(fact.key),
    at: Number.isFinite(fact.at) ? Math.trunc(fact.at) : 0,
    subject,
    data: cleanData(fact),
    ...(fact.reportedBy !== undefined && {
      reportedBy: cleanText(fact.reportedBy),
    }),
  } as Fact;
}

function cleanData(fact: Fact): FieldValues {
  const fields = fact.data as unknown as FieldValues;
  const data = areClean(fields) ? fields : cleanObject(fields);
  if (fact.type === 'task') {
    return withKey(data, 'runKey', fact.data.runKey);
  }
  if (fact.type === 'deployment') {
    return withKey(data, 'environment', fact.data.environment);
  }
  return data;
}

function withKey(data: FieldValues, field: string, text: string): FieldValues {
  const key = cleanKey(text);
  return data[field] === key ? data : { ...data, [field]: key };
}

function cleanValue(value: unknown, name: string): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return undefined;
    return name.endsWith('At') ? Math.trunc(value) : value;
  }
  if (Array.isArray(value)) {
    const isClean = value.every(item => cleanValue(item, name) === item);
    return isClean ? value : value.map(item => cleanValue(item, name));
  }
  if (value && typeof value === 'object') {
    return cleanObject(value as FieldValues);
  }
  return value;
}

/**
 * Names are sorted, so that the same content is stored as the same text. Loops rather than `map` and `filter`: every
 * object of every fact comes by here.
 */
function cleanObject(value: FieldValues): FieldValues {
  const keys = Object.keys(value);
  if (areSorted(keys) && areClean(value) && !hasGaps(value)) return value;
  const clean: Record<string, unknown> = {};
  for (const key of keys.sort()) {
    const inner = cleanValue(value[key], key);
    if (inner === undefined || inner === null) continue;
    const name = cleanText(key);
    // An own property, not the prototype.
    if (name !== '__proto__') clean[name] = inner;
  }
  return clean;
}

function areSorted(keys: readonly string[]): boolean {
  for (let n = 1; n < keys.length; n++) {
    if (keys[n] < keys[n - 1]) return false;
  }
  return true;
}

/** Whether all that these fields hold is storable as it is; those that hold nothing are never stored. */
function areClean(value: FieldValues): boolean {
  for (const key of Object.keys(value)) {
    const inner = value[key];
    if (inner === undefined || inner === null) continue;
    if (cleanValue(inner, key) !== inner) return false;
    if (cleanText(key) !== key || key === '__proto__') return false;
  }
  return true;
}

function hasGaps(value: FieldValues): boolean {
  for (const key of Object.keys(value)) {
    if (value[key] === undefined || value[key] === null) return true;
  }
  return false;
}
