import { isDeepStrictEqual } from 'node:util';
import {
  GATE_DURATION,
  gateDurationMs,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** What of two values is stricter: the order of words, or the direction of numbers and durations. */
export type Strictness = readonly string[] | 'up' | 'down';

const NO_DATA = ['pass', 'warn', 'inconclusive', 'fail'];
const FIXED: readonly (readonly [RegExp, Strictness])[] = [
  [/^mode$/, ['shadow', 'advisory', 'enforce']],
  [/^onNoData$/, NO_DATA],
  [/^onError$/, ['warn', 'error', 'fail']],
  [/^(timeout|maxAge)$/, 'down'],
  [/^sampling\.(count|consecutiveSuccess)$/, 'up'],
  [
    /^sampling\.(failureLimit|inconclusiveLimit|consecutiveErrorLimit)$/,
    'down',
  ],
  [/^locked$/, ['false', 'true']],
];

/** `max`, `maxAge`, `securitySeverityMax`, and `min…` with the few that mean the same. */
const DOWN = /(^|\.)(max[A-Z]?\w*|\w+Max|unexpected)(\.|$)/;
const UP =
  /(^|\.)(minSamples|minTests|count|minSoak|minutes|min[A-Z]?\w*)(\.|$)/;

/** How values of a gate at a path compare; undefined = any difference is a conflict. */
export function strictnessOf(
  path: string,
  gate: {
    readonly with: Readonly<Record<string, unknown>>;
    readonly stricter: Readonly<Record<string, 'up' | 'down'>>;
  },
): Strictness | undefined {
  if (!path.startsWith('with.')) {
    return FIXED.find(([pattern]) => pattern.test(path))?.[1];
  }
  const own = path.slice('with.'.length);
  if (Object.hasOwn(gate.stricter, own)) return gate.stricter[own];
  if (own.startsWith('thresholds.')) {
    const comparison = /value (<=?|>=?) /.exec(String(gate.with.assert))?.[1];
    if (!comparison) return undefined;
    return comparison.startsWith('<') ? 'down' : 'up';
  }
  if (DOWN.test(own)) return 'down';
  return UP.test(own) ? 'up' : undefined;
}

/**
 * Whether `lower` is `upper` or stricter. A bound that the upper level does not have is stricter than none; `undefined`
 * for `lower` says nothing, and so changes nothing.
 */
export function isNoLooser(
  upper: unknown,
  lower: unknown,
  strictness: Strictness | undefined,
): boolean {
  if (lower === undefined || isDeepStrictEqual(upper, lower)) return true;
  if (strictness === undefined) return false;
  if (typeof strictness !== 'string') {
    const [above, below] = [upper, lower].map(one =>
      strictness.indexOf(String(one)),
    );
    return below >= 0 && (upper === undefined || below > above);
  }
  const below = asNumber(lower);
  if (below === undefined) return false;
  if (upper === undefined) return true;
  const above = asNumber(upper);
  if (above === undefined) return false;
  return strictness === 'up' ? below > above : below < above;
}

function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && GATE_DURATION.test(value)
    ? gateDurationMs(value)
    : undefined;
}
