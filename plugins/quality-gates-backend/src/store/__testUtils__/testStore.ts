import type { Knex } from 'knex';
import { belongsToNobody } from '../belongsToNobody';
import { createStore } from '../createStore';
import type { TestDatabase } from './testDatabases';
import { makeDelivery, minute } from './testFacts';
import { projectDeployments } from '../../dora';
import type { AttributedFact, Store, StoreOptions } from '../types';

/** A store on a test database, with a way to give it facts. */
export interface TestStore extends Store {
  readonly knex: Knex;
  /** Sends facts through a delivery of their own and processes it; resolves to the delivery's id. */
  tell(
    facts: readonly AttributedFact[],
    delivery?: { id?: string; receivedAt?: number },
  ): Promise<string>;
}

let told = 0;

/** Builds a {@link TestStore} on a client of its own. */
export async function createTestStore(
  database: TestDatabase,
  options: Partial<StoreOptions> = {},
): Promise<TestStore> {
  const knex = database.connect();
  const store = await createStore({
    database: { getClient: async () => knex },
    projectDeployments,
    now: () => minute(600),
    deadlineMs: 20_000,
    ...options,
  });
  return {
    ...store,
    knex,
    async tell(facts, delivery = {}) {
      told += 1;
      const [{ deliveryId }] = await store.acceptDeliveries([
        makeDelivery(delivery.id ?? `told-${told}`, {
          receivedAt: delivery.receivedAt ?? minute(500),
        }),
      ]);
      await store.replayDelivery(deliveryId);
      const orphans = facts.some(one => belongsToNobody(one.attribution));
      await store.processDeliveries(1, () => [
        { state: orphans ? 'unmapped' : 'stored', facts },
      ]);
      return deliveryId;
    },
  };
}

/** Hands over an empty store before each test, and drops its database after it. */
export function openStoreBeforeEach(
  createDatabase: () => Promise<TestDatabase>,
  take: (store: TestStore) => void,
  options: Partial<StoreOptions> = {},
): void {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase();
    take(await createTestStore(database, options));
  });
  afterEach(() => database.drop());
}
