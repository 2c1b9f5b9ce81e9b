import { isError } from '@backstage/errors';
import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';

/** With the pauses below, over more than three hours. */
const MOST_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** Trying again would change nothing. */
const FINAL = ['InputError', 'NotAllowedError', 'NotFoundError'];

/**
 * When a notice that could not be told is tried again; undefined = never, because the error is final or it was tried
 * often enough. The pause doubles with each attempt up to an hour, half of it by chance, so that many do not come back
 * together; an error's `retryAfterMs` is waited for at least.
 *
 * @param random - in [0, 1)
 */
export function retryAt(
  error: unknown,
  options: { attempts: number; now: Millis; random: number },
): Millis | undefined {
  const { attempts, now, random } = options;
  if (isError(error) && FINAL.includes(error.name)) return undefined;
  if (attempts >= MOST_ATTEMPTS) return undefined;
  const pause = Math.min(
    FIRST_PAUSE_MS * 2 ** (attempts - 1),
    LONGEST_PAUSE_MS,
  );
  return now + Math.max(pause * (0.5 + random / 2), askedPause(error));
}

function askedPause(error: unknown): number {
  const ms = isError(error) ? error.retryAfterMs : undefined;
  return typeof ms === 'number' && ms > 0 ? ms : 0;
}
