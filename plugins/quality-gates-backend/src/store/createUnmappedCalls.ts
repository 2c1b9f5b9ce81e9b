import { setImmediate as nextTurn } from 'node:timers/promises';
import { moveUnmapped, reconsider } from './reattribute';
import type { Transactor } from './transactor';
import type { StoreOptions } from './types';
import { listUnmapped, readUnmappedAfter, UNMAPPED_KEY } from './unmapped';
import type { UnmappedStore } from './UnmappedStore';

/** Unmapped facts that are looked at again in one transaction. */
const UNMAPPED_PER_SLICE = 200;

/** The {@link UnmappedStore} on a database whose tables are there. */
export function createUnmappedCalls(
  { read, write }: Transactor,
  { projectDeployments, now }: StoreOptions,
): UnmappedStore {
  return {
    listUnmapped: query =>
      read('list unmapped facts', db => listUnmapped(db, query)),
    async reattributeUnmapped(attribute) {
      let moved = 0;
      let after: readonly string[] = ['', '', ''];
      for (;;) {
        const start = after;
        const rows = await read('read unmapped facts', db =>
          readUnmappedAfter(db, start, UNMAPPED_PER_SLICE),
        );
        const last = rows.at(-1);
        if (!last) return moved;
        after = UNMAPPED_KEY.map(column => last[column] as string);
        const found = reconsider(rows, attribute);
        if (found.length > 0) {
          moved += await write('attribute unmapped facts', tx =>
            moveUnmapped(tx, found, { projectDeployments, now: now() }),
          );
        }
        await nextTurn();
      }
    },
  };
}
