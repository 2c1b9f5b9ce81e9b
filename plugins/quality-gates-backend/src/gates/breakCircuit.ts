import { isError } from '@backstage/errors';
import {
  SourceUnavailableError,
  type GateSource,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** Told when a source is left alone, and when it is asked again. */
export interface CircuitWatcher {
  opened(source: string, circuit: { until: number; reason: string }): void;
  closed(source: string): void;
  /** A question was not sent. */
  refused(source: string): void;
}

/** Failures in a row, with no answer in between, … */
const MOST_FAILURES = 5;
/** … over so long: the gates of one policy ask together, and all fail in the moment of a restart. */
const LEAST_SPAN_MS = 10_000;
/** How long a source is left alone first; twice as long after each try that fails. */
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** A question that was called off after so long has found out that the source is slow; before, nothing. */
const SLOW_MS = 5_000;

/**
 * A source that is left alone once it has failed again and again: 5 times in a row and for 10 seconds. What is asked then
 * throws {@link SourceUnavailableError} at once, with what went wrong and until when, so that a gate comes to `error`,
 * or waits where its policy tries again. After the pause one question is let through; if it is answered, everybody is.
 *
 * Failing is what may pass by itself: no connection, no answer in time, 429 and 5xx. A source that refuses or answers
 * nonsense is there. Each replica finds out by itself.
 */
export function breakCircuit(
  source: GateSource,
  options: { readonly watcher?: CircuitWatcher; readonly now: () => number },
): GateSource {
  const { watcher, now } = options;
  let failures = 0;
  let firstAt = 0;
  let last = '';
  let pauseMs = 0;
  let until: number | undefined;
  let isTrying = false;

  const describe = (at: number) =>
    `Source "${source.id}" is not asked until ${new Date(
      at,
    ).toISOString()}, because it failed ${failures} times in a row. ${last}`;
  const answered = () => {
    if (until !== undefined) watcher?.closed(source.id);
    [failures, pauseMs, until] = [0, 0, undefined];
  };
  const failed = (message: string) => {
    if (failures === 0) firstAt = now();
    failures += 1;
    last = message;
    const isOpen = until !== undefined && now() < until;
    const again = failures >= MOST_FAILURES && now() - firstAt >= LEAST_SPAN_MS;
    // Those asked before it was left alone come in late, and make the pause no longer.
    if (isOpen || !again) return;
    pauseMs = Math.min(pauseMs * 2 || FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    until = now() + pauseMs;
    watcher?.opened(source.id, { until, reason: describe(until) });
  };
  return {
    ...source,
    async fetchJson(path, asked) {
      const isTry = until !== undefined && now() >= until && !isTrying;
      if (until !== undefined && !isTry) {
        watcher?.refused(source.id);
        // While another question finds out, a moment is enough.
        const retryAfterMs = Math.max(until - now(), 1_000);
        throw new SourceUnavailableError(describe(until), {
          ...{ trouble: 'network', retryAfterMs },
        });
      }
      isTrying ||= isTry;
      const askedAt = now();
      try {
        const answer = await source.fetchJson(path, asked);
        answered();
        return answer;
      } catch (error) {
        const isSlow = asked.signal.aborted && now() - askedAt >= SLOW_MS;
        if (isUnavailable(error)) failed(error.message);
        else if (isSlow) failed('It did not answer in time');
        else if (!asked.signal.aborted) answered();
        throw error;
      } finally {
        if (isTry) isTrying = false;
      }
    },
  };
}

function isUnavailable(error: unknown): error is Error {
  return isError(error) && error.name === 'ServiceUnavailableError';
}
