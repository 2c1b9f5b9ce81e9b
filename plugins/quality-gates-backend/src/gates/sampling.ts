import type { Outcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import { reason } from './reasons';

/** How often a gate is measured, and how much may go wrong; `sampling` of a gate, in milliseconds. */
export interface SamplingRules {
  readonly count: number;
  readonly intervalMs: number;
  readonly initialDelayMs: number;
  /** Failed measurements that are still no failure of the gate. */
  readonly failureLimit: number;
  /** As `failureLimit`, for measurements that decided nothing. */
  readonly inconclusiveLimit: number;
  /** Measurements in a row that may be impossible. */
  readonly consecutiveErrorLimit: number;
  /** Measurements in a row, at the end, that must pass; undefined = none. */
  readonly consecutiveSuccess?: number;
}

/** One measurement of the series, judged. */
export interface Sample {
  readonly at: number;
  readonly outcome: Outcome;
}

/** Measure again at an instant, or done; `reason` is absent when the last measurement's own is the reason. */
export type SamplingStep =
  | { readonly continue: true; readonly nextAt: number }
  | {
      readonly continue: false;
      readonly outcome: Outcome;
      readonly reason?: { readonly code: string; readonly message: string };
    };

/** An error is tried again this soon, however long the interval is. */
const ERROR_INTERVAL_MS = 10_000;

/**
 * What a series of measurements comes to. Errors do not use up `count`; too many in a row are an error. More failures
 * than allowed are a failure at once, more undecided ones inconclusive at once; a failure is never overwritten by what
 * comes after it. With `consecutiveSuccess` the series ends as soon as so many have passed in a row, and is
 * inconclusive when they never do. A pending measurement ends nothing. A skipped one ends the series as skipped: the
 * gate does not apply.
 */
export function sample(
  samples: readonly Sample[],
  rules: SamplingRules,
  startedAt: number,
): SamplingStep {
  const last = samples.at(-1);
  if (!last)
    return { continue: true, nextAt: startedAt + rules.initialDelayMs };
  if (last.outcome === 'skipped')
    return { continue: false, outcome: 'skipped' };

  const count = (...those: Outcome[]) =>
    samples.filter(one => those.includes(one.outcome)).length;
  const failed = count('fail');
  const undecided = count('inconclusive');
  if (failed > rules.failureLimit) {
    const words = `${failed} of ${samples.length} measurements failed, and ${rules.failureLimit} may`;
    return done('fail', reason('failure_limit', words));
  }
  if (undecided > rules.inconclusiveLimit) {
    const words = `${undecided} of ${samples.length} measurements decided nothing, and ${rules.inconclusiveLimit} may`;
    return done('inconclusive', reason('inconclusive_limit', words));
  }
  const errors = endingRun(samples, ['error']);
  if (errors > rules.consecutiveErrorLimit) {
    const words = `${errors} measurements in a row were not possible`;
    return done('error', reason('error_limit', words));
  }

  const measured = failed + undecided + count('pass', 'warn');
  const needed = rules.consecutiveSuccess;
  const inARow = endingRun(
    samples.filter(one => one.outcome !== 'error'),
    ['pass', 'warn'],
  );
  const enough = needed !== undefined && inARow >= needed;
  if (measured < rules.count && !enough) return again(last, rules);
  if (needed !== undefined && !enough) {
    const words = `${inARow} measurements in a row passed at the end, and ${needed} must`;
    return done('inconclusive', reason('too_few_in_a_row', words));
  }
  // Failures within the limit are forgiven, not forgotten.
  const tainted = failed + undecided + count('warn') > 0;
  return done(tainted ? 'warn' : 'pass');
}

function done(
  outcome: Outcome,
  why?: { code: string; message: string },
): SamplingStep {
  return { continue: false, outcome, ...(why && { reason: why }) };
}

function again(last: Sample, { intervalMs }: SamplingRules): SamplingStep {
  const wait =
    last.outcome === 'error'
      ? Math.min(intervalMs, ERROR_INTERVAL_MS)
      : intervalMs;
  return { continue: true, nextAt: last.at + wait };
}

/** How many at the end are among the outcomes. */
function endingRun(samples: readonly Sample[], those: readonly Outcome[]) {
  const before = samples.findLastIndex(one => !those.includes(one.outcome));
  return samples.length - 1 - before;
}

/** When a look that failed is tried again; `retry` of a gate, in milliseconds. */
export interface RetryPolicy {
  /** Looks in all, the first included. */
  readonly attempts: number;
  readonly backoff: 'none' | 'linear' | 'exponential';
  readonly initialDelayMs: number;
  readonly on: readonly ('network' | 'timeout' | '429' | '5xx')[];
}

/** No wait between two looks is longer. */
const MAX_DELAY_MS = 5 * 60_000;

/**
 * How long to wait before the next look, in milliseconds; undefined when the error stands. Only what a
 * `SourceUnavailableError` names is tried again. `jitter` (0 to 1) spreads the wait over its second half, so that
 * replicas do not ask in step; a `Retry-After` is a lower bound, and one that is longer than anybody would wait ends
 * it.
 *
 * @param attempt - looks so far, 1 after the first
 */
export function retryDelay(options: {
  error: { trouble?: string; retryAfterMs?: number };
  attempt: number;
  retry: RetryPolicy;
  jitter: number;
}): number | undefined {
  const { error, attempt, retry, jitter } = options;
  const { trouble, retryAfterMs = 0 } = error;
  const passing = retry.on.some(one => one === trouble);
  if (!passing || attempt >= retry.attempts) return undefined;
  if (retryAfterMs > MAX_DELAY_MS) return undefined;
  const factor = { none: 1, linear: attempt, exponential: 2 ** (attempt - 1) };
  const delay = Math.min(
    retry.initialDelayMs * factor[retry.backoff],
    MAX_DELAY_MS,
  );
  return Math.max(retryAfterMs, delay * (0.5 + jitter / 2));
}
