import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  cutExcerpts,
  keepExcerpts,
  readLogExcerpts,
  sweepExcerpts,
} from './logExcerpts';
import type { LogStore } from './LogStore';
import type { Transactor } from './transactor';
import type { StoreOptions } from './types';

/** The {@link LogStore} on a database whose tables are there. */
export function createLogCalls(
  { read, write }: Transactor,
  { now }: StoreOptions,
): LogStore {
  return {
    async keepLogExcerpts(excerpts) {
      const unknown = new Set<string>();
      for (const rows of cutExcerpts(excerpts)) {
        const some = await write('keep log lines', tx =>
          keepExcerpts(tx, rows, now()),
        );
        for (const traceId of some) unknown.add(traceId);
        await nextTurn();
      }
      return unknown;
    },
    readLogExcerpts: query =>
      read('read log lines', db => readLogExcerpts(db, query)),
    async sweepLogExcerpts(before) {
      let swept = 0;
      for (;;) {
        const slice = await write('sweep log lines', tx =>
          sweepExcerpts(tx, before),
        );
        if (slice === 0) return swept;
        swept += slice;
        await nextTurn();
      }
    },
  };
}
