import type { Outbox, QueuedNotice, TakenNotice } from '../types';

/** A notice in a {@link MemoryOutbox}. */
export interface KeptNotice extends TakenNotice {
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly nextAt: number;
  readonly error?: string;
}

/** An {@link Outbox} as several replicas share it, without a database. */
export interface MemoryOutbox extends Outbox {
  readonly rows: Map<string, KeptNotice>;
  add(notice: QueuedNotice, createdAt: number): void;
}

/** Makes an empty {@link MemoryOutbox}. */
export function createMemoryOutbox(): MemoryOutbox {
  const rows = new Map<string, KeptNotice>();
  const add = (notice: QueuedNotice, createdAt: number) => {
    if (rows.has(notice.id)) return;
    const state = 'waiting' as const;
    const row = { ...notice, state, attempts: 0, createdAt, nextAt: createdAt };
    rows.set(notice.id, row);
  };
  return {
    rows,
    add,
    async takeNotices({ now, leaseMs, limit }) {
      const due = [...rows.values()]
        .filter(({ state, nextAt }) => state === 'waiting' && nextAt <= now)
        .slice(0, limit)
        .map(row => ({
          ...row,
          attempts: row.attempts + 1,
          nextAt: now + leaseMs,
        }));
      for (const row of due) rows.set(row.id, row);
      return due;
    },
    async addressNotice(id, copies, now) {
      for (const copy of copies) add(copy, now);
      rows.set(id, { ...rows.get(id)!, state: 'sent' });
    },
    async settleNotice(id, { error, nextAt }) {
      const row = rows.get(id)!;
      const failed = nextAt === undefined ? 'failed' : 'waiting';
      const state = error === undefined ? 'sent' : failed;
      rows.set(id, { ...row, state, error, nextAt: nextAt ?? row.nextAt });
    },
  };
}
