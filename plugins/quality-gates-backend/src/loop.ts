import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';

/** Work that is woken, and goes on while there is more. */
export interface Loop {
  /** Starts a round now, or one more after the round under way. */
  wake(): void;
  /** Resolves when the round under way is over; none follows. */
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Runs `work` one round at a time, again at once while it answers true, and every `everyMs` besides if given. A round
 * that throws is logged once for a row of failures and tried again after a pause that doubles up to ten seconds.
 */
export function createLoop(options: {
  readonly work: () => Promise<boolean>;
  readonly what: string;
  readonly everyMs?: number;
  readonly logger: LoggerService;
}): Loop {
  const { work, what, everyMs, logger } = options;
  let running: Promise<void> | undefined;
  let wanted = false;
  let stopped = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  const rest = (ms: number | undefined) => {
    clearTimeout(timer);
    if (!stopped && ms !== undefined) timer = setTimeout(wake, ms).unref();
  };
  const rounds = async () => {
    try {
      while (wanted && !stopped) {
        wanted = false;
        wanted = (await work()) || wanted;
        // A database in this process answers without letting anybody else run.
        if (wanted) await new Promise(resolve => setImmediate(resolve));
      }
      if (failures > 0) logger.info(`Can ${what} again`);
      failures = 0;
      rest(everyMs);
    } catch (error) {
      failures += 1;
      if (failures === 1) {
        const cause = isError(error) ? error : new Error(String(error));
        logger.warn(`Could not ${what}, trying again`, cause);
      }
      wanted = true;
      rest(Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS));
    }
  };
  function wake() {
    wanted = true;
    if (running || stopped) return;
    running = rounds().finally(() => {
      running = undefined;
      if (wanted && failures === 0) wake();
    });
  }
  rest(everyMs);

  return {
    wake,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
