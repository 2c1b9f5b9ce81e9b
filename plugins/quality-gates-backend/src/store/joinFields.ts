/**
 * What was said about a thing, and how two such accounts become one.
 *
 * Every field is a register: the best single statement about it, chosen by a total order. Taking the best of two is
 * commutative, associative and idempotent, and so is doing it for every field: the order of arrival, repetition and
 * the number of writers cannot matter. Only `all` is no choice but a union, which has the same three properties.
 *
 * What was read off a trace is said again whenever more of the trace is known, with the same times and other content.
 * So each trace has one statement about a thing, the one that knew most spans, which is a register too; the fields are
 * joined of what these say and of everything said otherwise.
 */
import { createHash } from 'node:crypto';
import {
  PHASES,
  type Phase,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  Channel,
  Fact,
  FactType,
  TraceDigest,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  isWeak,
  MOST_VALUES,
  onlyWhenOver,
  ruleFor,
  type Rule,
} from './joinRules';

/** Order of the last resort, between statements that differ in nothing else. */
const CHANNELS: readonly Channel[] = ['webhook', 'otlp', 'plain'];

/** One statement: value, the source's own time, rank of the phase, channel. A tuple, because it is stored often. */
export type Register = readonly [
  value: unknown,
  at: number,
  rank: number,
  channel: Channel,
];
/** The best statement about each field. */
export type Said = { readonly [field: string]: Register };

/**
 * What one trace says, and how many of its spans that knew. Left out, it is what all fields say, because nobody else said
 * anything: most rows, which would be twice as long otherwise.
 */
type TraceStatement = readonly [id: string, spans: number, said?: Said];
/** The statements of traces, by id; absent where no trace speaks. */
const TRACES = '$traces';
/** What was said otherwise, where a trace speaks too; absent when nothing was. */
const OTHERWISE = '$otherwise';

/** How a fact came. */
export interface Hearing {
  /** When it arrived, milliseconds. */
  readonly heardAt: number;
  /** Whether a commit belongs to the entity or is merely part of its history; default true. */
  readonly touches?: boolean;
  /** Id of the source it came through; kept of what gates tell apart by it. */
  readonly source?: string;
  /** Keeps whose it says it is, for facts that nobody owns yet. */
  readonly subject?: boolean;
}

/** What one fact says. */
export function sayFact(fact: Fact, hearing: Hearing): Said {
  const rank = PHASES.indexOf(fact.phase);
  const { at, channel, trace } = fact;
  const said: Record<string, Register> = {};
  const say = (field: string, value: unknown) => {
    if (value === undefined || value === null) return;
    if (onlyWhenOver(fact.type, field) && fact.phase !== 'terminal') return;
    said[field] =
      ruleFor(fact.type, field) === 'all'
        ? [[value], 0, 0, 'plain']
        : [value, at, rank, channel];
  };
  const data: Readonly<Record<string, unknown>> = { ...fact.data };
  for (const field of Object.keys(data)) say(field, data[field]);
  say('$phase', fact.phase);
  say('$reportedBy', fact.reportedBy);
  say('$channel', channel);
  if (fact.type === 'incident' || fact.type === 'test-report') {
    say('$source', hearing.source);
  }
  if (hearing.subject) say('$subject', fact.subject);
  said.$heardAt = [hearing.heardAt, 0, 0, 'plain'];
  if (at > 0) {
    said.$firstAt = [at, 0, 0, 'plain'];
    said.$lastAt = [at, 0, 0, 'plain'];
  }
  if (fact.type === 'commit') {
    said.$touches = [hearing.touches === false ? 0 : 1, 0, 0, 'plain'];
  }
  if (trace) said[TRACES] = traceRegister([[trace.id, trace.spans]]);
  return said;
}

/** Both accounts in one. */
export function joinSaid(type: FactType, a: Said, b: Said): Said {
  if (!a[TRACES] && !b[TRACES]) return joinFields(type, a, b);
  const traces = joinTraces([...tracesOf(a), ...tracesOf(b)]);
  const otherwise = joinFields(type, otherwiseOf(a), otherwiseOf(b));
  const joined = traces.reduce(
    (sum, [, , said]) => joinFields(type, sum, said),
    otherwise,
  );
  const { $heardAt: _heardAt, $subject: _subject, ...more } = otherwise;
  if (Object.keys(more).length > 0) {
    const told = sorted(otherwise);
    return {
      ...joined,
      [TRACES]: traceRegister(traces),
      [OTHERWISE]: [told, 0, 0, 'plain'],
    };
  }
  const [[id, spans], ...further] = traces;
  return {
    ...joined,
    [TRACES]: traceRegister(further.length > 0 ? traces : [[id, spans]]),
  };
}

function traceRegister(traces: readonly TraceStatement[]): Register {
  return [traces, 0, 0, 'plain'];
}

/** A statement that is written out. */
type WholeStatement = readonly [id: string, spans: number, said: Said];

function tracesOf(said: Said): WholeStatement[] {
  const traces = valueOf<TraceStatement[]>(said, TRACES) ?? [];
  return traces.map(([id, spans, own]) => [id, spans, own ?? fieldsOf(said)]);
}

/** The best statement of each trace; the same ones stay whatever the order when there are too many. */
function joinTraces(statements: readonly WholeStatement[]): WholeStatement[] {
  const best = new Map<string, WholeStatement>();
  for (const statement of statements) {
    const [id, spans, said] = statement;
    const other = best.get(id);
    const order = other && (spans - other[1] || byContent(said, other[2]));
    if (order === undefined || order > 0) best.set(id, statement);
  }
  return [...best.values()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MOST_VALUES);
}

/** What the only trace said that said anything. When we heard of it, and whose it may be, is no trace's own. */
function fieldsOf(said: Said): Said {
  const {
    $heardAt: _heardAt,
    $subject: _subject,
    [TRACES]: _traces,
    ...fields
  } = said;
  return sorted(fields);
}

/** What no trace said. */
function otherwiseOf(said: Said): Said {
  if (Object.hasOwn(said, OTHERWISE)) return valueOf<Said>(said, OTHERWISE)!;
  if (!said[TRACES]) return said;
  const { $heardAt, $subject } = said;
  return { $heardAt, ...($subject && { $subject }) };
}

function joinFields(type: FactType, a: Said, b: Said): Said {
  const joined: Record<string, Register> = { ...a };
  for (const [field, register] of Object.entries(b)) {
    const other = joined[field];
    joined[field] = other
      ? joinRegister(type, field, other, register)
      : register;
  }
  return joined;
}

function joinRegister(
  type: FactType,
  field: string,
  a: Register,
  b: Register,
): Register {
  const rule = ruleFor(type, field);
  if (rule === 'all') return union(a, b);
  return compare(rule, field, a, b) >= 0 ? a : b;
}

/** Positive when `a` is the better statement; 0 only when they are the same one. */
function compare(rule: Rule, field: string, a: Register, b: Register): number {
  return (
    Number(isWeak(field, b[0])) - Number(isWeak(field, a[0])) ||
    byRule(rule, a, b) ||
    a[1] - b[1] ||
    a[2] - b[2] ||
    byContent(a[0], b[0]) ||
    CHANNELS.indexOf(b[3]) - CHANNELS.indexOf(a[3])
  );
}

function byRule(rule: Rule, a: Register, b: Register): number {
  if (rule === 'earliest') return (b[0] as number) - (a[0] as number);
  if (rule === 'highest') return (a[0] as number) - (b[0] as number);
  if (rule === 'fullest') return spansOf(a) - spansOf(b);
  if (typeof rule === 'string') return 0;
  if ('earliestOf' in rule) {
    return byRule(rule.earliestOf, a, b) || (b[0] as number) - (a[0] as number);
  }
  return rule.indexOf(b[3]) - rule.indexOf(a[3]);
}

function spansOf([value]: Register): number {
  return (value as TraceDigest).spans;
}

function byContent(a: unknown, b: unknown): number {
  if (a === b) return 0;
  const [x, y] = [hash(a), hash(b)];
  if (x === y) return 0;
  return x > y ? 1 : -1;
}

function hash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

function union(a: Register, b: Register): Register {
  const values = new Set([...(a[0] as string[]), ...(b[0] as string[])]);
  return [[...values].sort().slice(0, MOST_VALUES), a[1], a[2], a[3]];
}

/** JSON with sorted keys: equal content, equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

/** The best value of a field; undefined when nobody said any. */
export function valueOf<T>(said: Said, field: string): T | undefined {
  return said[field]?.[0] as T | undefined;
}

/** Where something stands by the latest statement. */
export function phaseOf(said: Said): Phase {
  return valueOf<Phase>(said, '$phase') ?? 'pending';
}

/**
 * As {@link valueOf}, but undefined when a later statement says that the thing is not over (again): a field that only
 * something finished has, such as the time an incident was resolved, does not outlive that.
 */
export function finalValueOf<T>(said: Said, field: string): T | undefined {
  const register = said[field];
  const phase = said.$phase;
  if (!register || !phase) return undefined;
  const reopened = phase[0] !== 'terminal' && register[1] < phase[1];
  return reopened ? undefined : (register[0] as T);
}

function sorted(said: Said): Said {
  return Object.fromEntries(
    Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
