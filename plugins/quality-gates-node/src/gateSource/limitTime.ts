/** A signal with a limit of its own; call `end` when what it is for is over. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Whether the time was up before the other signal was aborted. */
  isLate(): boolean;
  end(): void;
}

/**
 * A signal that is aborted as another one is, or after a time. `AbortSignal.any` of an `AbortSignal.timeout` does the
 * same and costs more than the question it is for: timers and weak references stay until the time is up.
 */
export function limitTime(outer: AbortSignal, ms: number): TimeLimit {
  const own = new AbortController();
  let late = false;
  const leave = () => own.abort(outer.reason);
  if (outer.aborted) leave();
  outer.addEventListener('abort', leave, { once: true });
  const timer = setTimeout(() => {
    late = !outer.aborted;
    own.abort(new DOMException('The time is up', 'TimeoutError'));
  }, ms).unref();
  return {
    signal: own.signal,
    isLate: () => late,
    end() {
      clearTimeout(timer);
      outer.removeEventListener('abort', leave);
    },
  };
}
