import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  finishDeliveries,
  insertDeliveries,
  packDeliveries,
  replayDelivery,
  takeReceived,
  type TakenDelivery,
} from './deliveries';
import { listDeliveries, readDelivery } from './deliveryRows';
import type { DeliveryStore } from './DeliveryStore';
import { announceFacts } from './evaluationTriggers';
import { cleanFacts, writeFacts, type ReceivedFact } from './facts';
import { replaySlice, type ReplayPosition } from './replays';
import type { Transactor } from './transactor';
import type { DeliveryOutcome, StoreOptions } from './types';

/** The {@link DeliveryStore} on a database whose tables are there. */
export function createDeliveryCalls(
  { read, write }: Transactor,
  options: StoreOptions,
): DeliveryStore {
  const { projectDeployments, now, triggerMaxAgeMs: maxAgeMs = 0 } = options;
  return {
    async acceptDeliveries(batch) {
      const packed = await packDeliveries(batch);
      return write('keep deliveries', tx => insertDeliveries(tx, packed));
    },
    processDeliveries: (limit, understand) =>
      write('process deliveries', async tx => {
        const taken = await takeReceived(tx, limit);
        if (taken.length === 0) return 0;
        const outcomes = understand(taken.map(({ delivery }) => delivery)).map(
          outcome => ({ ...outcome, facts: cleanFacts(outcome.facts) }),
        );
        const facts = factsOf(taken, outcomes);
        await writeFacts(tx, facts, { projectDeployments, now: now() });
        await announceFacts(tx, facts, { now: now(), maxAgeMs });
        await finishDeliveries(tx, taken, outcomes, now());
        return taken.length;
      }),
    replayDelivery: id =>
      write('replay a delivery', tx => replayDelivery(tx, id)),
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
    readDelivery: id => read('read a delivery', db => readDelivery(db, id)),
    listDeliveries: query =>
      read('list deliveries', db => listDeliveries(db, query)),
  };
}

function factsOf(
  taken: readonly TakenDelivery[],
  outcomes: readonly DeliveryOutcome[],
): ReceivedFact[] {
  return taken.flatMap(({ id, delivery }, index) =>
    outcomes[index].facts.map(fact => ({
      ...fact,
      source: delivery.source,
      deliveryId: id,
      heardAt: delivery.receivedAt,
    })),
  );
}
