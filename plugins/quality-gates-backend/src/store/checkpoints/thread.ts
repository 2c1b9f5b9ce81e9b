/** What the thread of {@link startCheckpoints} runs: a connection of its own, for nothing but checkpoints. */
import knexFactory, { type Knex } from 'knex';

/** This file, as Node.js can run it in a thread. */
export const threadFile = __filename;

let connection: Knex | undefined;

/**
 * Copies what the log of a database holds into its file, without waiting for anybody who reads or writes. Nothing is
 * done when nothing was written since the last time.
 */
export async function checkpoint(file: string): Promise<void> {
  connection ??= knexFactory({
    client: 'better-sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
  });
  await connection.raw('pragma wal_checkpoint(passive)');
}
