import type { ResourceLimits } from 'node:worker_threads';
import {
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import Piscina from 'piscina';
import { PayloadTooLargeError } from '../otlp/PayloadTooLargeError';
import type { ReadTraces, SentTraces, TracesRead } from '../receive';
import { readTraces, type ReadOptions } from './readTraces';
import { threadFile, type ThreadAnswer } from './thread';

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
const LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 16 };

/**
 * Reads requests beside the portal's own thread, so that a large one holds up nobody: most of the work of taking in
 * traces is here, and none of it needs the database. The threads start with the first request. With none of them,
 * requests are read where they are received.
 */
export function createTraceReader({
  threads,
  startThread = { resourceLimits: LIMITS },
  ...options
}: ReadOptions & {
  readonly threads: number;
  /** How a thread is started; for tests. */
  readonly startThread?: {
    readonly execArgv?: string[];
    readonly resourceLimits?: ResourceLimits;
  };
}): TraceReader {
  if (threads === 0) {
    return {
      read: async sent => readTraces(sent, options),
      async stop() {},
    };
  }
  let pool: Piscina<SentTraces, ThreadAnswer> | undefined;
  let stopped = false;
  return {
    async read(sent) {
      if (stopped) throw new ServiceUnavailableError('Quality Gates is ending');
      pool ??= new Piscina({
        filename: threadFile,
        minThreads: threads,
        maxThreads: threads,
        concurrentTasksPerWorker: 4,
        workerData: options,
        ...startThread,
      });
      return ask(pool, sent);
    },
    async stop() {
      stopped = true;
      await pool?.close();
    },
  };
}

async function ask(
  pool: Piscina<SentTraces, ThreadAnswer>,
  sent: SentTraces,
): Promise<TracesRead> {
  const answer = await pool.run(sent).catch(error => {
    throw isOutOfMemory(error)
      ? new PayloadTooLargeError(
          'Reading the request takes too much memory; send smaller batches',
        )
      : error;
  });
  if ('read' in answer) return answer.read;
  throw answer.refused === 'too-large'
    ? new PayloadTooLargeError(answer.message)
    : new InputError(answer.message);
}

function isOutOfMemory(error: unknown): boolean {
  return isError(error) && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
