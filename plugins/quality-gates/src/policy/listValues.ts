import type {
  EffectivePolicy,
  Origin,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** One setting in force. */
export interface PolicyValue {
  /** `gates.error-ratio.with.thresholds.critical` */
  readonly path: string;
  readonly value: string;
  /** Null when nobody told. */
  readonly origin: Origin | null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Gates are a list in the document, and named by their id in paths. */
function keysOf(value: unknown): [string, unknown][] | null {
  if (isRecord(value)) return Object.entries(value);
  const named =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(one => isRecord(one) && typeof one.id === 'string');
  return named ? value.map(one => [one.id, one]) : null;
}

function originOf(
  path: string,
  origins: EffectivePolicy['origins'],
): Origin | null {
  const keys = path.split('.');
  for (let length = keys.length; length > 0; length--) {
    const found = origins[keys.slice(0, length).join('.')];
    if (found) return found;
  }
  return origins[''] ?? null;
}

/** Every setting of an effective policy as one row, in the order of the document, with where it comes from. */
export function listValues({ spec, origins }: EffectivePolicy): PolicyValue[] {
  const walk = (value: unknown, path: string): PolicyValue[] => {
    const entries = keysOf(value);
    if (entries && entries.length > 0) {
      return entries.flatMap(([key, below]) =>
        walk(below, path ? `${path}.${key}` : key),
      );
    }
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [{ path, value: text ?? '', origin: originOf(path, origins) }];
  };
  return spec ? walk(spec, '') : [];
}
