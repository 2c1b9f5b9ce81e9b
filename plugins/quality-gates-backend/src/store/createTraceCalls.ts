import { setImmediate as nextTurn } from 'node:timers/promises';
import { announceFacts } from './evaluationTriggers';
import { cleanFacts, writeFacts, type ReceivedFact } from './facts';
import { cleanReading } from './packSegment';
import { listTraceIds } from './replays';
import { appendSegments, lockTraces, readTraces, sliceTraces } from './traces';
import type {
  TraceReading,
  TraceStore,
  TraceUnderstanding,
} from './TraceStore';
import type { Transactor } from './transactor';
import type { StoreOptions } from './types';

/** The {@link TraceStore} on a database whose tables are there. */
export function createTraceCalls(
  { read, write }: Transactor,
  { projectDeployments, now, triggerMaxAgeMs: maxAgeMs = 0 }: StoreOptions,
): TraceStore {
  return {
    async appendTraces(segments, understanding) {
      for (const slice of sliceTraces(segments)) {
        await write('keep spans', async tx => {
          const readings = await appendSegments(tx, slice, understanding);
          const heardAt = now();
          const facts = receivedFrom(readings, understanding, heardAt);
          await writeFacts(tx, facts, { projectDeployments, now: heardAt });
          await announceFacts(tx, facts, { now: heardAt, maxAgeMs });
        });
        await nextTurn();
      }
    },
    async replayTraces(window, understanding) {
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
          const traces = await readTraces(tx, traceIds);
          const readings = traces.map(trace =>
            cleanReading(understanding.readTrace(trace)),
          );
          const facts = receivedFrom(readings, understanding, heardAt);
          await writeFacts(tx, facts, { projectDeployments, now: heardAt });
        });
        replayed += traceIds.length;
        after = last;
        await nextTurn();
      }
    },
    readTraces: traceIds => read('read traces', db => readTraces(db, traceIds)),
  };
}

function receivedFrom(
  readings: readonly TraceReading[],
  { attributeTraces }: TraceUnderstanding,
  heardAt: number,
): ReceivedFact[] {
  const clean = new Set(readings.flatMap(({ facts }) => facts));
  return cleanFacts(attributeTraces(readings), clean).map(fact => ({
    ...fact,
    source: 'otlp',
    deliveryId: null,
    heardAt,
  }));
}
