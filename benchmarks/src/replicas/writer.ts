import { setTimeout as sleep } from 'node:timers/promises';
import { cutSpans } from '@quality-gates/backstage-plugin-quality-gates-backend/src/otlp/cutTraces';
import { packSegment } from '@quality-gates/backstage-plugin-quality-gates-backend/src/store';
import knexFactory from 'knex';
import { shuffled } from '../random';
import {
  makeRequests,
  openStore,
  readAlone,
  understanding,
} from '../store/spanStore';
import { DELIVERIES_PER_CALL, factsOfDelivery, PROFILE, SEEDS } from './work';

/**
 * One of several replicas, in a process of its own: says that it is ready, and when told to start stores all traces, in
 * halves and in an order of its own, and works off deliveries until none is left. Arguments: connection string, number
 * of the writer.
 */
async function main() {
  const [, , connection, number] = process.argv;
  const knex = knexFactory({ client: 'pg', connection, pool: { max: 3 } });
  const store = await openStore({ knex }, true);
  const requests = makeRequests(SEEDS, PROFILE).flatMap(({ spans }) => {
    const half = spans.length >> 1;
    return [spans.slice(0, half), spans.slice(half)].map(some =>
      cutSpans(some).map(cut => packSegment(cut, 'bench', readAlone(cut))),
    );
  });
  process.send!({ answer: 'ready' });
  await new Promise(started => process.once('message', started));
  let errors = 0;
  let processed = 0;
  const storeTraces = async () => {
    for (const request of shuffled(requests, Number(number))) {
      try {
        await store.appendTraces(request, understanding);
      } catch {
        errors += 1;
      }
    }
  };
  const workOff = async () => {
    for (;;) {
      const taken = await store.processDeliveries(DELIVERIES_PER_CALL, batch =>
        batch.map(({ body }) => ({
          state: 'stored',
          facts: factsOfDelivery(Buffer.from(body).toString()),
        })),
      );
      processed += taken;
      if (taken === 0) break;
      await sleep(1);
    }
  };
  await Promise.all([storeTraces(), workOff()]);
  await knex.destroy();
  process.send!({ answer: { errors, processed } });
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
