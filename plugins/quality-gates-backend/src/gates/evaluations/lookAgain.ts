/** When a gate is looked at again after a look that was not the last word, and what it says until then. */
import type { EvaluationRow, GateOutcomeRow } from '../../store/types';
import { isWithoutData } from '../isWithoutData';
import { reason } from '../reasons';
import { retryDelay, sample } from '../sampling';
import type { FrozenGate } from './frozenPolicy';

/** A gate that waits is asked again this often, besides whenever a fact of its entity arrives. */
const POLL_MS = 15_000;
/** As {@link POLL_MS}, for one that says until when it waits. */
const LONG_POLL_MS = 5 * 60_000;
/** Measurements of a series that are kept whole; of older ones only how they ended. */
const KEPT_WHOLE = 20;

/** What is known besides what was seen. */
interface After {
  readonly before: GateOutcomeRow;
  readonly row: EvaluationRow;
  readonly failure: unknown;
  readonly now: number;
}

/** Not possible this time: asked again if the policy says so and there is time, else the error stands. */
export function retryOn(
  seen: GateOutcomeRow,
  { settings }: FrozenGate,
  { before, row, failure, now }: After,
): GateOutcomeRow {
  const attempts = before.attempts + 1;
  const delay = retryDelay({
    error: troubleOf(failure),
    attempt: attempts,
    retry: settings.retry,
    jitter: Math.random(),
  });
  if (delay === undefined || now + delay >= row.deadlineAt) return seen;
  const again = `${seen.reason.message}; it is asked again`;
  return {
    ...seen,
    outcome: 'pending',
    reason: reason('waiting', again),
    done: false,
    attempts,
    nextAt: Math.ceil(now + delay),
    measurements: before.measurements,
  };
}

/** Not out yet: looked at again when it may be. */
export function waitOn(seen: GateOutcomeRow, now: number): GateOutcomeRow {
  const until = seen.pending?.until;
  const nextAt =
    until === undefined
      ? now + POLL_MS
      : Math.max(now + 1_000, Math.min(until, now + LONG_POLL_MS));
  return { ...seen, nextAt };
}

/** A look of a series: the series is over, or pending until the next look. */
export function sampleOn(
  seen: GateOutcomeRow,
  { settings }: FrozenGate,
  { before, row, failure, now }: After,
): GateOutcomeRow {
  const rules = settings.sampling!;
  const last = {
    ...seen.measurements[0],
    outcome: failure === undefined ? seen.outcome : ('error' as const),
    ...(isWithoutData(seen) && { withoutData: true }),
  };
  const earlier = before.measurements.filter(
    ({ outcome }) => outcome !== 'pending',
  );
  const all = [...earlier, last];
  const measurements = all.map((one, index) =>
    index < all.length - KEPT_WHOLE
      ? { ...one, measurement: { readings: [], summary: '' } }
      : one,
  );
  const step = sample(all, rules, row.createdAt);
  if (!step.continue) {
    const impossible = step.outcome === 'error';
    return {
      ...seen,
      outcome: impossible ? settings.onError : step.outcome,
      reason: step.reason ?? reasonOf(seen, step.outcome, all),
      done: true,
      measurements,
    };
  }
  const late = now >= row.deadlineAt;
  const words = `${all.length} of ${rules.count} measurements are there`;
  return {
    ...seen,
    outcome: late ? 'fail' : 'pending',
    reason: late
      ? reason('deadline_exceeded', `The answer was not out in time. ${words}`)
      : reason('waiting', words),
    pending: late ? null : { until: step.nextAt },
    done: late,
    nextAt: late ? null : Math.max(now + 100, step.nextAt),
    measurements,
  };
}

/** Of a series that ends without a reason of its own: the last look's, unless a pass of it had no data. */
function reasonOf(
  seen: GateOutcomeRow,
  outcome: GateOutcomeRow['outcome'],
  all: GateOutcomeRow['measurements'],
) {
  const unseen = all.filter(({ withoutData }) => withoutData).length;
  if (outcome !== 'pass' || unseen === 0) return seen.reason;
  const words = `${unseen} of ${all.length} measurements had no data; the policy counts that as pass`;
  return reason('no_data', words);
}

function troubleOf(failure: unknown) {
  const { trouble, retryAfterMs, name } = failure as {
    trouble?: string;
    retryAfterMs?: number;
    name?: string;
  };
  if (trouble !== undefined) return { trouble, retryAfterMs };
  return name === 'TimeoutError' ? { trouble: 'timeout' } : {};
}
