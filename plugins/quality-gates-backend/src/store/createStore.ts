import type { Knex } from 'knex';
import { createDeliveryCalls } from './createDeliveryCalls';
import { createEvaluationCalls } from './createEvaluationCalls';
import { createFactCalls } from './createFactCalls';
import { createLogCalls } from './createLogCalls';
import { createOutgoingCalls } from './createOutgoingCalls';
import { createPullCalls } from './createPullCalls';
import { createTraceCalls } from './createTraceCalls';
import { createUnmappedCalls } from './createUnmappedCalls';
import { dialectOf } from './dialect';
import { migrate } from './migrate';
import { createTransactor } from './transactor';
import type { Store, StoreOptions } from './types';

/** Backstage's database service, as far as the store needs it. */
export interface StoreDatabase {
  getClient(): Promise<Knex>;
  readonly migrations?: { readonly skip?: boolean };
}

/**
 * The {@link Store} on a plugin's own database, with its tables brought up to date first.
 *
 * @example
 * const store = await createStore({ database, projectDeployments, now: Date.now, deadlineMs: 1500 });
 */
export async function createStore(
  options: StoreOptions & { readonly database: StoreDatabase },
): Promise<Store> {
  const knex = await options.database.getClient();
  await dialectOf(knex).prepare(knex);
  if (!options.database.migrations?.skip) await migrate(knex);
  const transactor = createTransactor(knex, options.deadlineMs);
  return {
    ...createDeliveryCalls(transactor, options),
    ...createTraceCalls(transactor, options),
    ...createLogCalls(transactor, options),
    ...createPullCalls(transactor),
    ...createUnmappedCalls(transactor, options),
    ...createFactCalls(transactor),
    ...createEvaluationCalls(transactor),
    ...createOutgoingCalls(transactor),
  };
}
