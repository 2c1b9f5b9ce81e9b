import type { ResourceLimits } from 'node:worker_threads';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import Piscina from 'piscina';
import { PayloadTooLargeError } from '../otlp/PayloadTooLargeError';
import type { ReadTraces, SentTraces, TracesRead } from '../receive';
import type { ReadOptions } from './readTraces';
import { answer, threadFile, type ThreadAnswer } from './thread';

/** A reader of OTLP requests. */
export interface TraceReader {
  /** See {@link readTraces}. Throws ServiceUnavailableError while the process ends. */
  readonly read: ReadTraces;
  stop(): Promise<void>;
}

/**
 * What one thread may hold. The largest request that is allowed takes some hundred MiB while it is read; what takes more
 * is refused, and the portal is not touched. A small young generation keeps garbage from piling up in bursts.
 */
const LIMITED = {
  resourceLimits: {
    maxOldGenerationSizeMb: 1024,
    maxYoungGenerationSizeMb: 16,
  },
};

/** Requests that a thread has at hand, so that it need not wait for the portal, which is committing meanwhile. */
const AT_HAND = 4;
/** One request at a time, in a thread that ends with it. */
const ALONE = { minThreads: 0, maxThreads: 1, concurrentTasksPerWorker: 1 };
/** Far longer than all requests take that a thread has at hand, so that one that never ends does not hold up the rest. */
const DEADLINE_MS = 60_000;

/** What {@link createTraceReader} needs. */
export interface TraceReaderOptions extends ReadOptions {
  readonly threads: number;
  readonly logger: Pick<LoggerService, 'warn'>;
  /** How a thread is started; for tests. */
  readonly startThread?: {
    readonly execArgv?: string[];
    readonly resourceLimits?: ResourceLimits;
  };
}

type Pool = Piscina<SentTraces, ThreadAnswer>;
type PoolShape = Pick<
  Pool['options'],
  'minThreads' | 'maxThreads' | 'concurrentTasksPerWorker'
>;

/**
 * Reads requests beside the portal's own thread, so that a large one holds up nobody: most of the work of taking in
 * traces is here, and none of it needs the database. With no thread, requests are read where
 * they are received.
 */
export function createTraceReader(options: TraceReaderOptions): TraceReader {
  if (options.threads > 0) return readInThreads(options);
  return {
    read: async sent => unwrap(await answer(sent, options)),
    async stop() {},
  };
}

function readInThreads(options: TraceReaderOptions): TraceReader {
  const { threads } = options;
  const shape = { minThreads: threads, maxThreads: threads };
  // At once: the first requests after a start would wait for it.
  const many = openPool(options, {
    ...shape,
    concurrentTasksPerWorker: AT_HAND,
  });
  let single: Pool | undefined;
  let stopped = false;
  return {
    async read(sent) {
      if (stopped) throw new ServiceUnavailableError('Quality Gates is ending');
      try {
        return await ask(many, sent);
      } catch (error) {
        if (!isOutOfMemory(error)) throw error;
        // It may have been another that the thread had at hand: alone, it is known.
        single ??= openPool(options, ALONE);
        return await ask(single, sent).catch(refuseLarge);
      }
    },
    async stop() {
      stopped = true;
      await Promise.all([many.close(), single?.close()]);
    },
  };
}

function openPool(
  { maxBytes, rules, logger, startThread = LIMITED }: TraceReaderOptions,
  shape: PoolShape,
): Pool {
  const workerData: ReadOptions = { maxBytes, rules };
  const pool: Pool = new Piscina({
    ...shape,
    ...startThread,
    filename: threadFile,
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

async function ask(pool: Pool, sent: SentTraces): Promise<TracesRead> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), DEADLINE_MS).unref();
  const told = await pool
    .run(sent, { signal: limit.signal })
    .catch(error => {
      throw isThreadGone(error)
        ? new ServiceUnavailableError('Not read in time; send it again later')
        : error;
    })
    .finally(() => clearTimeout(timer));
  return unwrap(told);
}

function unwrap(told: ThreadAnswer): TracesRead {
  if ('read' in told) return told.read;
  throw told.refused === 'too-large'
    ? new PayloadTooLargeError(told.message)
    : new InputError(told.message);
}

function refuseLarge(error: unknown): never {
  throw isOutOfMemory(error)
    ? new PayloadTooLargeError(
        'Reading the request takes too much memory; send smaller batches',
      )
    : error;
}

function isOutOfMemory(error: unknown): boolean {
  return isError(error) && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** The thread ended before it answered, because this request or another that it had at hand took too long. */
function isThreadGone(error: unknown): boolean {
  return (
    isError(error) &&
    (error.name === 'AbortError' ||
      /^(?:Terminating worker thread|worker exited)/.test(error.message))
  );
}
