import { setInterval as turns } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import Piscina from 'piscina';
import { dialectOf } from '../dialect';
import { checkpoint, threadFile } from './thread';

/** Checkpoints that go on until they are stopped. */
export interface Checkpoints {
  stop(): Promise<void>;
}

/** What {@link startCheckpoints} needs. */
export interface CheckpointOptions {
  readonly database: { getClient(): Promise<Knex> };
  readonly logger: Pick<LoggerService, 'warn'>;
  /** How the thread is started; for tests. */
  readonly startThread?: { readonly execArgv?: string[] };
}

/**
 * How long the log grows before it is looked at again. Long enough that a page which many transactions change is copied
 * once for all of them: measured, 50 ms is slower.
 */
const EVERY_MS = 250;
/**
 * Pages in the log at which a writer does by itself what the thread has left over, and begins the log anew: 40 MB. It
 * is what bounds the log while writers never pause.
 */
const MOST_PAGES = 10_000;
/** SQLite's own default, for when there is no thread. */
const MOST_PAGES_ALONE = 1_000;

/**
 * Brings the log of a SQLite database into its file in a thread of its own (docs/adr/013): a writer does it otherwise,
 * after every few commits, while the whole portal waits. A database that has no such log (PostgreSQL, one in memory)
 * needs none.
 */
export async function startCheckpoints(
  options: CheckpointOptions,
): Promise<Checkpoints> {
  const knex = await options.database.getClient();
  const file = await dialectOf(knex).loggedFile(knex);
  return file ? checkpointInThread(knex, file, options) : { async stop() {} };
}

function checkpointInThread(
  knex: Knex,
  file: string,
  { logger, startThread }: CheckpointOptions,
): Checkpoints {
  const pool = new Piscina<string, void>({
    ...startThread,
    filename: threadFile,
    name: checkpoint.name,
    minThreads: 1,
    maxThreads: 1,
  });
  const end = new AbortController();
  const giveUp = async (error: unknown) => {
    if (end.signal.aborted) return;
    end.abort();
    logger.warn(
      'The thread that brings the log of the database into its file ended; writers do it again',
      error as Error,
    );
    await setMostPages(knex, MOST_PAGES_ALONE);
    await pool.destroy();
  };
  pool.on('error', giveUp);
  const running = run().catch(giveUp);

  async function run() {
    // Only once it has shown that it can.
    await pool.run(file);
    await setMostPages(knex, MOST_PAGES);
    const options = { signal: end.signal, ref: false };
    for await (const _turn of turns(EVERY_MS, undefined, options)) {
      await pool.run(file);
    }
  }

  return {
    async stop() {
      end.abort();
      await running;
      await pool.close();
    },
  };
}

async function setMostPages(knex: Knex, pages: number): Promise<void> {
  await knex.raw(`pragma wal_autocheckpoint = ${pages}`);
}
