import type { ResourceLimits } from 'node:worker_threads';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import Piscina from 'piscina';
import type { SentTraces } from '../receive';
import type { ReadOptions } from './readTraces';
import { answer, threadFile, type ThreadAnswer } from './thread';

/** How threads are started; for tests. */
export interface ThreadStart {
  readonly filename?: string;
  readonly execArgv?: string[];
  readonly resourceLimits?: ResourceLimits;
}

/** What {@link ReadingThreads} need. */
export interface ReadingThreadsOptions extends ReadOptions {
  readonly logger: Pick<LoggerService, 'warn'>;
  /** How many are always there, how many there may be, and how many requests each has at hand. */
  readonly shape: Pick<
    Piscina['options'],
    'minThreads' | 'maxThreads' | 'concurrentTasksPerWorker'
  >;
  readonly startThread?: ThreadStart;
  /** From asking to the answer. */
  readonly deadlineMs: number;
}

type Pool = Piscina<SentTraces, ThreadAnswer>;

/**
 * What one thread may hold. The largest request that is allowed takes some hundred MiB while it is read; what takes more
 * is refused, and the portal is not touched. A small young generation keeps garbage from piling up in bursts.
 */
const LIMITED: ThreadStart = {
  resourceLimits: {
    maxOldGenerationSizeMb: 1024,
    maxYoungGenerationSizeMb: 16,
  },
};

/**
 * Threads that read OTLP requests, replaced when one of them does not answer in time. A request cannot be called off by
 * itself: piscina would give a thread one at a time then, and let it wait for the portal in between.
 */
export class ReadingThreads {
  readonly #options: ReadingThreadsOptions;
  #pool: Pool;

  /** Starts them at once: the first requests would wait for it. */
  constructor(options: ReadingThreadsOptions) {
    this.#options = options;
    this.#pool = openPool(options);
  }

  /**
   * Throws ServiceUnavailableError when the answer does not come in time, and for whatever else the thread had at hand
   * then; whatever the thread threw otherwise.
   */
  async ask(sent: SentTraces): Promise<ThreadAnswer> {
    const pool = this.#pool;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        this.#replace(pool);
        reject(notInTime());
      }, this.#options.deadlineMs).unref();
    });
    try {
      return await Promise.race([pool.run(sent), late]);
    } catch (error) {
      throw isThreadGone(error) ? notInTime() : error;
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    await this.#pool.close();
  }

  #replace(pool: Pool): void {
    // Another request may have run into its deadline at the same moment.
    if (pool !== this.#pool) return;
    this.#pool = openPool(this.#options);
    void pool.destroy();
  }
}

function openPool(options: ReadingThreadsOptions): Pool {
  const { maxBytes, rules, logger, shape, startThread = LIMITED } = options;
  const workerData: ReadOptions = { maxBytes, rules };
  const pool: Pool = new Piscina({
    filename: threadFile,
    ...shape,
    ...startThread,
    name: answer.name,
    workerData,
  });
  // Nobody waits for a thread that ends by itself, and an error that nobody hears ends the process.
  pool.on('error', error =>
    logger.warn(
      'A thread that reads OTLP traces ended. If that comes at every start, set qualityGates.ingest.threads to 0: they are read without one then',
      error,
    ),
  );
  return pool;
}

function notInTime(): ServiceUnavailableError {
  return new ServiceUnavailableError('Not read in time; send it again later');
}

/** The thread ended before it answered, because this request or another that it had at hand took too long. */
function isThreadGone(error: unknown): boolean {
  return (
    isError(error) &&
    /^(?:Terminating worker thread|worker exited)/.test(error.message)
  );
}
