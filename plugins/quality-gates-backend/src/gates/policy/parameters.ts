import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  GATE_DURATION,
  fillText,
  type Escape,
  type GateRequest,
  type PlaceholderValue,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { atPath, parsePath } from './paths';
import type { PolicyParameter } from './policySchema';

/** Values that the placeholders of a policy stand for; undefined = no such placeholder. */
export type Values = (name: string) => PlaceholderValue | undefined;

/** Of what values are made. */
export interface ValueScope {
  readonly entity: Entity;
  readonly request: Partial<GateRequest>;
  /** Set for the entity, by annotation; they win over `from` and `default`. */
  readonly given?: Readonly<Record<string, unknown>>;
}

/** Words after `request.` and the field of the request each means. */
export const REQUEST_WORDS: Readonly<Record<string, keyof GateRequest>> = {
  version: 'version',
  commit: 'commit',
  digest: 'digest',
  artifactDigest: 'digest',
  environment: 'environment',
  phase: 'phase',
  changeType: 'changeType',
  ticket: 'ticket',
  /** In GitOps the revision asked for is the commit. */
  gitopsRevision: 'commit',
};

const VERSION = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/;
/** Neither breaks a line nor hides. */
const PLAIN_TEXT = /^[^\p{Cc}\p{Cf}]{1,1024}$/u;

/**
 * The values of a policy's parameters for one question. Throws InputError naming the parameter whose value is missing
 * although required, or not of its type: a query must never be asked about something else than meant.
 */
export function readValues(
  parameters: Readonly<Record<string, PolicyParameter>>,
  scope: ValueScope,
): Values {
  const values = new Map<string, PlaceholderValue>();
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = readValue(name, parameter, scope);
    values.set(name, { type: parameter.type, value });
  }
  return name => values.get(name) ?? ambientValue(name, scope);
}

function readValue(
  name: string,
  parameter: PolicyParameter,
  scope: ValueScope,
): string | number | boolean | null {
  const { given = {} } = scope;
  const raw =
    (Object.hasOwn(given, name) ? given[name] : undefined) ??
    (parameter.from ? valueAt(parameter.from, scope) : undefined) ??
    readDefault(parameter, scope);
  if (raw !== undefined && raw !== null)
    return checkValue(name, parameter, raw);
  if (!parameter.required) return null;
  throw new InputError(`The parameter ${name} of the policy has no value here`);
}

function readDefault({ default: value }: PolicyParameter, scope: ValueScope) {
  if (typeof value !== 'string' || !value.includes('${')) return value;
  const filled = fillText(value, name => {
    const found = ambientValue(name, scope);
    return found?.value === null ? { ...found, value: '' } : found;
  });
  return filled === '' ? undefined : filled;
}

/** `entity.…` and `request.…`: what every policy knows without declaring it. */
function ambientValue(name: string, scope: ValueScope) {
  if (!/^(entity|request)\./.test(name)) return undefined;
  if (!isKnownPlace(name)) return undefined;
  const value = valueAt(name, scope);
  const type = name === 'request.version' ? 'version' : 'string';
  const usable =
    (typeof value === 'string' && PLAIN_TEXT.test(value)) ||
    typeof value === 'number' ||
    typeof value === 'boolean';
  return { type, value: usable ? (value as string | number | boolean) : null };
}

/** Whether a placeholder or `from` names a place that there can be. */
export function isKnownPlace(name: string): boolean {
  const steps = parsePath(name);
  if (!steps) return false;
  if (steps[0] !== 'request') return true;
  return steps.length === 2 && Object.hasOwn(REQUEST_WORDS, steps[1]);
}

/** What stands at `request.version` or, below the entity, at `entity.spec.type` or `spec.type`. */
function valueAt(place: string, { entity, request }: ValueScope): unknown {
  const steps = parsePath(place);
  if (!steps) return undefined;
  if (steps[0] === 'request') return request[REQUEST_WORDS[steps[1]]];
  return atPath(entity, steps[0] === 'entity' ? steps.slice(1) : steps);
}

/** A value of a parameter's type. Throws InputError; numbers and booleans may come as texts, as annotations carry them. */
export function checkValue(
  name: string,
  { type, minimum, maximum }: PolicyParameter,
  raw: unknown,
): string | number | boolean {
  const refuse = (must: string) =>
    new InputError(`The parameter ${name} of the policy must be ${must}`);
  switch (type) {
    case 'number': {
      const isNumber =
        typeof raw === 'number' ||
        (typeof raw === 'string' && /^-?\d+(\.\d+)?$/.test(raw));
      const value = isNumber ? Number(raw) : NaN;
      if (!Number.isFinite(value)) throw refuse('a number');
      if (minimum !== undefined && value < minimum) {
        throw refuse(`at least ${minimum}`);
      }
      if (maximum !== undefined && value > maximum) {
        throw refuse(`at most ${maximum}`);
      }
      return value;
    }
    case 'boolean':
      if (raw === true || raw === 'true') return true;
      if (raw === false || raw === 'false') return false;
      throw refuse('true or false');
    case 'version':
      if (VERSION.test(String(raw))) return String(raw);
      throw refuse('1-128 characters of [A-Za-z0-9._+-]');
    case 'duration':
      if (GATE_DURATION.test(String(raw))) return String(raw);
      throw refuse('a duration such as 30s, 10m or 72h');
    default:
      if (typeof raw !== 'object' && PLAIN_TEXT.test(String(raw))) {
        return String(raw);
      }
      throw refuse('1-1024 characters without control characters');
  }
}

const WHOLE = /^\$\{([^{}]*)\}$/;

/**
 * Parameters of a gate with each text that is nothing but a placeholder of a number or boolean replaced by its value:
 * `critical: "${max_error_ratio}"`. Every other text stays as it is, for the kind to fill in its own language.
 */
export function resolveTyped(value: unknown, values: Values): unknown {
  if (typeof value === 'string') {
    const found = WHOLE.exec(value);
    const known = found ? values(found[1].trim()) : undefined;
    if (!known || !['number', 'boolean'].includes(known.type)) return value;
    if (known.value !== null) return known.value;
    throw new InputError(`The placeholder ${value} has no value here`);
  }
  if (Array.isArray(value)) return value.map(one => resolveTyped(one, values));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        resolveTyped(one, values),
      ]),
    );
  }
  return value;
}

/** `fill` of a probe's context: `own` values of the kind first, then the policy's. */
export function createFill(values: Values) {
  return (
    text: string,
    escape?: Escape,
    own: Readonly<Record<string, string | number>> = {},
  ) =>
    fillText(
      text,
      name =>
        Object.hasOwn(own, name)
          ? { type: 'string', value: own[name] }
          : values(name),
      escape,
    );
}

/**
 * Values for looking at a policy before anybody asks: each parameter's default where it is written out, else the least
 * that its type allows.
 */
export function sampleValues(
  parameters: Readonly<Record<string, PolicyParameter>>,
): Values {
  const samples = {
    number: 1,
    boolean: false,
    duration: '1m',
    version: '1.0.0',
    string: 'sample',
    'label-value': 'sample',
  };
  return name => {
    if (!Object.hasOwn(parameters, name)) {
      return isKnownPlace(name) && /^(entity|request)\./.test(name)
        ? { type: 'string', value: 'sample' }
        : undefined;
    }
    const { type, default: written, minimum } = parameters[name];
    const usable = written !== undefined && !String(written).includes('${');
    const least = type === 'number' ? minimum ?? samples.number : samples[type];
    return { type, value: usable ? written : least };
  };
}
