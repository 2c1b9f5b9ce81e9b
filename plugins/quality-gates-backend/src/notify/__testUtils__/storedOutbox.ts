import { TestDatabases } from '@backstage/backend-test-utils';
import { projectDeployments } from '../../dora';
import { createStore } from '../../store';
import type { NoticeRow } from '../../store/types';
import type { Outbox, QueuedNotice } from '../types';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** The outbox of a store on SQLite, with a look at what is in it. */
export interface StoredOutbox extends Outbox {
  rows(): Promise<readonly NoticeRow[]>;
  row(id: string): Promise<NoticeRow | undefined>;
  add(notice: QueuedNotice, createdAt: number): Promise<void>;
}

/** Makes an empty {@link StoredOutbox}. */
export async function createStoredOutbox(): Promise<StoredOutbox> {
  const knex = await databases.init('SQLITE_3');
  const store = await createStore({
    database: { getClient: async () => knex },
    ...{ projectDeployments, now: Date.now, deadlineMs: 20_000 },
  });
  const rows = async () => (await store.listNotices({ limit: 200 })).rows;
  return {
    takeNotices: store.takeNotices,
    addressNotice: store.addressNotice,
    settleNotice: store.settleNotice,
    rows,
    row: async id => (await rows()).find(one => one.id === id),
    async add(notice, createdAt) {
      // As a copy of a notice that is not there.
      await store.addressNotice('', [notice], createdAt);
    },
  };
}
