import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { PayloadTooLargeError } from '../otlp/PayloadTooLargeError';
import type { ReadTraces, TracesRead } from '../receive';
import { ReadingThreads, type ThreadStart } from './ReadingThreads';
import { unpackReadings } from './packReadings';
import { readTraces, type ReadOptions } from './readTraces';
import type { ThreadAnswer } from './thread';

/** A reader of OTLP requests. */
export interface TraceReader {
  /** See {@link readTraces}. Throws ServiceUnavailableError while the process ends. */
  readonly read: ReadTraces;
  stop(): Promise<void>;
}

/** Requests that a thread has at hand, so that it need not wait for the portal, which is committing meanwhile. */
const AT_HAND = 8;
/**
 * One request at a time. The thread stays once it was needed: with none at least, piscina starts none for those that wait
 * when the one before them took its thread along.
 */
const ALONE = { minThreads: 1, maxThreads: 1, concurrentTasksPerWorker: 1 };
/** Far longer than all requests take that a thread has at hand, so that one that never ends does not hold up the rest. */
const DEADLINE_MS = 60_000;

/** What {@link createTraceReader} needs. */
export interface TraceReaderOptions extends ReadOptions {
  readonly threads: number;
  readonly logger: Pick<LoggerService, 'warn'>;
  readonly startThread?: ThreadStart;
  /** How long a request may take; default one minute. */
  readonly deadlineMs?: number;
}

/**
 * Reads requests beside the portal's own thread, so that a large one holds up nobody: most of the work of taking in
 * traces is here, and none of it needs the database. With no thread, requests are read where they are received.
 */
export function createTraceReader(options: TraceReaderOptions): TraceReader {
  if (options.threads > 0) return readInThreads(options);
  return {
    async read(sent) {
      // Those in line follow each other at once: whatever else the portal does gets its turn in between.
      await nextTurn();
      return readTraces(sent, options);
    },
    async stop() {},
  };
}

function readInThreads(options: TraceReaderOptions): TraceReader {
  const { threads, deadlineMs = DEADLINE_MS } = options;
  const open = (shape: typeof ALONE) =>
    new ReadingThreads({ ...options, deadlineMs, shape });
  const many = open({
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: AT_HAND,
  });
  let single: ReadingThreads | undefined;
  let stopped = false;
  return {
    async read(sent): Promise<TracesRead> {
      if (stopped) throw new ServiceUnavailableError('Quality Gates is ending');
      try {
        return unwrap(await many.ask(sent));
      } catch (error) {
        if (!isOutOfMemory(error)) throw error;
        // It may have been another that the thread had at hand: alone, it is known.
        single ??= open(ALONE);
        return unwrap(await single.ask(sent).catch(refuseLarge));
      }
    },
    async stop() {
      stopped = true;
      await Promise.all([many.stop(), single?.stop()]);
    },
  };
}

function unwrap(told: ThreadAnswer): TracesRead {
  if ('read' in told) return unpackReadings(told.read);
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
