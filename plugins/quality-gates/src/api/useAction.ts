import { useCallback, useState } from 'react';
import { type ErrorLike, toError } from '@backstage/errors';

/** How something that was asked for goes. */
export type ActionState<T> =
  | { readonly state: 'idle' }
  | { readonly state: 'busy' }
  | { readonly state: 'done'; readonly answer: T }
  | { readonly state: 'failed'; readonly error: ErrorLike };

/** Does something when asked to, one time after the other, and tells how it goes. Never throws. */
export function useAction<T, A extends unknown[] = []>(
  act: (...given: A) => Promise<T>,
) {
  const [result, setResult] = useState<ActionState<T>>({ state: 'idle' });
  const busy = result.state === 'busy';
  const run = useCallback(
    async (...given: A) => {
      if (busy) return;
      setResult({ state: 'busy' });
      try {
        setResult({ state: 'done', answer: await act(...given) });
      } catch (error) {
        setResult({ state: 'failed', error: toError(error) });
      }
    },
    [act, busy],
  );
  return { result, run };
}
