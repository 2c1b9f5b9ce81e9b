import { setImmediate as nextTurn } from 'node:timers/promises';
import { cleanFacts, writeFacts } from './facts';
import {
  cutExcerpts,
  keepExcerpts,
  readLogExcerpts,
  sweepExcerpts,
} from './logExcerpts';
import { readPollStates, writePollState } from './polls';
import { listTraceIds, replaySlice, type ReplayPosition } from './replays';
import { lockTraces, readTraces } from './traces';
import type { Transactor } from './transactor';
import type { Store, StoreOptions } from './types';
import { listUnknownRanges } from './unknownRanges';

/** What has deliveries and traces understood again. Every slice is a transaction of its own. */
export function replayCalls(
  { read, write }: Transactor,
  { projectDeployments, now }: StoreOptions,
): Pick<Store, 'replayDeliveries' | 'replayTraces'> {
  return {
    async replayDeliveries(query) {
      let replayed = 0;
      let after: ReplayPosition = [query.from - 1, ''];
      for (;;) {
        const start = after;
        const slice = await write('replay deliveries', tx =>
          replaySlice(tx, query, start),
        );
        if (!slice) return replayed;
        replayed += slice.replayed;
        after = slice.last;
        await nextTurn();
      }
    },
    async replayTraces(window, understand) {
      let replayed = 0;
      let after = '';
      for (;;) {
        const start = after;
        const traceIds = await read('list traces', db =>
          listTraceIds(db, window, start),
        );
        const last = traceIds.at(-1);
        if (last === undefined) return replayed;
        await write('replay traces', async tx => {
          await lockTraces(tx, traceIds);
          const heardAt = now();
          const facts = understand(await readTraces(tx, traceIds));
          const received = cleanFacts(facts).map(fact => ({
            ...fact,
            source: 'otlp',
            deliveryId: null,
            heardAt,
          }));
          await writeFacts(tx, received, { projectDeployments, now: heardAt });
        });
        replayed += traceIds.length;
        after = last;
        await nextTurn();
      }
    },
  };
}

/** What was printed. */
export function logCalls(
  { read, write }: Transactor,
  { now }: StoreOptions,
): Pick<Store, 'keepLogExcerpts' | 'readLogExcerpts' | 'sweepLogExcerpts'> {
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

/** Where polls stand, and what they should ask for. */
export function pollCalls({
  read,
  write,
}: Transactor): Pick<
  Store,
  'readPollStates' | 'writePollState' | 'listUnknownRanges'
> {
  return {
    readPollStates: source =>
      read('read polls', db => readPollStates(db, source)),
    writePollState: (source, target, state) =>
      write('keep a poll', tx => writePollState(tx, source, target, state)),
    listUnknownRanges: query =>
      read('list deployments without commits', db =>
        listUnknownRanges(db, query),
      ),
  };
}
