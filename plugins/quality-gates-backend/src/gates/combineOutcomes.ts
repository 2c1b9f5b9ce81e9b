import type { Outcome } from '@quality-gates/backstage-plugin-quality-gates-common';

/** An outcome that counts. */
export type Counted = Exclude<Outcome, 'skipped'>;

/** What is combined. */
export interface CountedGate {
  readonly counts: Counted;
  /** For `score`; 1 when undefined. */
  readonly weight?: number;
  /** For `score`: its failure fails all. */
  readonly key?: boolean;
}

/** How the policy combines; `decision` of its spec, with defaults. */
export interface CombineRules {
  readonly combine:
    | 'all'
    | 'any'
    | { readonly atLeast: number }
    | { readonly score: { readonly pass: number; readonly warn?: number } };
  readonly failureMode: 'closed' | 'open' | 'manual';
  readonly onEmpty: 'deny' | 'allow' | 'manual';
  readonly warnings: 'allow' | 'manual' | 'deny';
}

/** Whether an outcome speaks for the version. */
export const isGood = (outcome: Counted) =>
  outcome === 'pass' || outcome === 'warn';

const isUndecided = (outcome: Counted) =>
  outcome === 'error' || outcome === 'inconclusive';

/** Pending stands above what is undecided: the answer to come may be a failure, so the question stays open. */
const WORST_FIRST: readonly Counted[] = [
  'fail',
  'pending',
  'error',
  'inconclusive',
  'warn',
  'pass',
];
const BEST_FIRST: readonly Counted[] = [
  'pass',
  'warn',
  'pending',
  'inconclusive',
  'error',
  'fail',
];

/** Outcomes as one, in the way the policy says. `open` counts what is undecided as a warning. */
export function combineOutcomes(
  gates: readonly CountedGate[],
  rules: CombineRules,
): Counted {
  const counted =
    rules.failureMode === 'open'
      ? gates.map(one => ({
          ...one,
          counts: isUndecided(one.counts) ? ('warn' as const) : one.counts,
        }))
      : gates;
  const outcomes = counted.map(one => one.counts);
  const { combine: how } = rules;
  if (how === 'all') return first(outcomes, WORST_FIRST);
  if (how === 'any') return combineAny(outcomes, rules);
  return 'atLeast' in how
    ? combineAtLeast(outcomes, how.atLeast, rules)
    : combineScore(counted, how.score, rules);
}

/** The first of `order` that is among the outcomes. */
function first(outcomes: readonly Counted[], order: readonly Counted[]) {
  return order.find(one => outcomes.includes(one)) ?? 'inconclusive';
}

/** Where warnings stop a version, a pass to come is worth waiting for. */
function combineAny(outcomes: readonly Counted[], rules: CombineRules) {
  const best = first(outcomes, BEST_FIRST);
  const waits = best === 'warn' && rules.warnings !== 'allow';
  return waits && outcomes.includes('pending') ? 'pending' : best;
}

function combineAtLeast(
  outcomes: readonly Counted[],
  needed: number,
  rules: CombineRules,
): Counted {
  const count = (...those: Counted[]) =>
    outcomes.filter(one => those.includes(one)).length;
  if (count('pass') >= needed) return 'pass';
  if (rules.warnings !== 'allow' && count('pass', 'pending') >= needed) {
    return 'pending';
  }
  if (count('pass', 'warn') >= needed) return 'warn';
  if (count('pass', 'warn', 'pending') >= needed) return 'pending';
  if (outcomes.length - count('fail') < needed) return 'fail';
  return first(outcomes, ['error', 'inconclusive']);
}

/**
 * What is undecided scores nothing and keeps its weight: no evidence must not raise a score. Pending gates are taken
 * once as failed and once as passed; where both lead to the same, the result is certain and nobody waits. A key gate
 * must be known to be good: no score makes up for it.
 */
function combineScore(
  gates: readonly CountedGate[],
  bounds: { readonly pass: number; readonly warn?: number },
  { warnings }: CombineRules,
): Counted {
  const keys = gates.filter(one => one.key).map(one => one.counts);
  if (keys.includes('fail')) return 'fail';
  const keyUnknown = WORST_FIRST.find(
    one => !isGood(one) && keys.includes(one),
  );
  const level = (pending: number): Counted => {
    const score = scoreOf(gates, pending);
    if (score >= bounds.pass) return 'pass';
    return bounds.warn !== undefined && score >= bounds.warn ? 'warn' : 'fail';
  };
  const lets = (result: Counted) =>
    result === 'pass' || (result === 'warn' && warnings === 'allow');
  const [least, most] = [level(0), level(1)];
  if (lets(least)) return keyUnknown ?? least;
  return lets(most) ? 'pending' : least;
}

/** 0 to 100; what is pending scores `pending` of its weight. */
function scoreOf(gates: readonly CountedGate[], pending: number): number {
  const points: Partial<Record<Counted, number>> = {
    pass: 1,
    warn: 0.5,
    pending,
  };
  let reached = 0;
  let all = 0;
  for (const { counts, weight = 1 } of gates) {
    reached += weight * (points[counts] ?? 0);
    all += weight;
  }
  return all > 0 ? (100 * reached) / all : 0;
}
