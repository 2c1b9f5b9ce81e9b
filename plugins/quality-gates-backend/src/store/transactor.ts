import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Knex } from 'knex';
import { errorKind, toStoreError } from './databaseErrors';

/** How the store talks to its database: every call has a deadline, and transactions are repeated when they collide. */
export interface Transactor {
  /** Runs `work` in a transaction. It may run several times; inside it only `tx` may be awaited. */
  write<T>(
    what: string,
    work: (tx: Knex.Transaction) => Promise<T>,
  ): Promise<T>;
  /** Runs a query outside of a transaction. */
  read<T>(what: string, work: (knex: Knex) => Promise<T>): Promise<T>;
}

const MOST_ATTEMPTS = 8;

/** Builds a {@link Transactor}. `what` of its calls completes the sentence "Could not …". */
export function createTransactor(knex: Knex, deadlineMs: number): Transactor {
  const withDeadline = async <T>(
    what: string,
    work: (hasPassed: () => boolean) => Promise<T>,
  ): Promise<T> => {
    let passed = false;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        passed = true;
        reject(
          new ServiceUnavailableError(
            `Could not ${what}: the database did not answer within ${deadlineMs} ms`,
          ),
        );
      }, deadlineMs);
    });
    try {
      return await Promise.race([work(() => passed), deadline]);
    } catch (error) {
      throw toStoreError(what, error);
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    read: (what, work) => withDeadline(what, () => work(knex)),
    write: (what, work) =>
      withDeadline(what, async hasPassed => {
        for (let attempt = 1; ; attempt++) {
          try {
            return await knex.transaction(tx => {
              // The caller has been told that this failed: do nothing behind its back once a connection is free.
              if (hasPassed()) throw new ServiceUnavailableError('Too late');
              return work(tx);
            });
          } catch (error) {
            const again = errorKind(error) === 'conflict' && !hasPassed();
            if (!again || attempt >= MOST_ATTEMPTS) throw error;
          }
          await sleep(Math.random() * 20 * attempt);
        }
      }),
  };
}
