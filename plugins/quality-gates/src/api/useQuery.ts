import { useCallback, useEffect, useRef, useState } from 'react';
import { type ErrorLike, toError } from '@backstage/errors';

/** What a section knows of the data it shows. `data` with `error` = stale: the last good answer stays. */
export interface Query<T> {
  readonly data: T | undefined;
  readonly error: ErrorLike | undefined;
  readonly loading: boolean;
  /** When the last attempt ended, milliseconds since the epoch. */
  readonly triedAt: number | undefined;
  /** When `data` was answered, milliseconds since the epoch. */
  readonly loadedAt: number | undefined;
  retry(): void;
}

/** Options of {@link useQuery}. */
export interface QueryOptions<T> {
  /** Names the question. Another key is another question: its answer starts empty. */
  readonly key: string;
  read(signal: AbortSignal): Promise<T>;
  /** How long to wait after an answer before asking again; undefined = never. Hidden pages do not ask. */
  refreshMs?(data: T | undefined): number | undefined;
}

interface Answer<T> {
  readonly key: string;
  readonly data?: T;
  readonly error?: ErrorLike;
  readonly triedAt?: number;
  readonly loadedAt?: number;
}

/**
 * Asks once for each key, again on `retry`, and again every `refreshMs`. A question nobody waits for any more is
 * aborted, and its answer ignored. Errors are a state of the section, never thrown.
 */
export function useQuery<T>(options: QueryOptions<T>): Query<T> {
  const { key } = options;
  const latest = useRef(options);
  latest.current = options;
  const [answer, setAnswer] = useState<Answer<T>>({ key });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt(count => count + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const { read, refreshMs } = latest.current;
    const waitFor = (data: T | undefined) => {
      const ms = refreshMs?.(data);
      if (ms === undefined) return;
      timer = setTimeout(() => (document.hidden ? waitFor(data) : retry()), ms);
    };
    Promise.resolve()
      .then(() => read(controller.signal))
      .then(
        data => ({ data, loadedAt: Date.now(), error: undefined }),
        error => ({ error: toError(error) }),
      )
      .then(got => {
        if (controller.signal.aborted) return;
        setAnswer(old => ({
          ...(old.key === key ? old : undefined),
          ...got,
          key,
          triedAt: Date.now(),
        }));
        waitFor('data' in got ? got.data : undefined);
      });
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [key, attempt, retry]);

  const own: Answer<T> = answer.key === key ? answer : { key };
  return {
    data: own.data,
    error: own.error,
    loading: own.triedAt === undefined,
    triedAt: own.triedAt,
    loadedAt: own.loadedAt,
    retry,
  };
}
