import { isError } from '@backstage/errors';
import type { Delivery } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Store } from './store/types';
import { understandDelivery, type UnderstandOptions } from './understand';

/**
 * Deliveries of one transaction. better-sqlite3 is synchronous, so a transaction holds up the whole process, and every
 * one ends in an fsync. Measured on SQLite with two cores (monitorEventLoopDelay, a backlog of 2,000 deliveries of 20
 * entities): with 50 a round takes 12 to 25 ms and the delay's p99 is 25 to 66 ms; with 25 it is 7 to 16 ms and 13 to
 * 38 ms, at 1,200 to 3,000 deliveries a second; 10 shortens the rounds little further and works off a third less. At
 * 200 deliveries a second all three keep up, with a p99 of about 20 ms.
 */
const BATCH = 25;

/**
 * Understands and stores one batch; true when there may be more. A batch the database refuses is taken apart, so that
 * one delivery it cannot hold fails alone instead of holding up all others.
 */
export async function processDeliveries(
  store: Pick<Store, 'processDeliveries'>,
  options: UnderstandOptions,
): Promise<boolean> {
  const understand = (delivery: Delivery) =>
    understandDelivery(delivery, options);
  try {
    const taken = await store.processDeliveries(BATCH, batch =>
      batch.map(understand),
    );
    return taken > 0;
  } catch (error) {
    if (isRetryable(error)) throw error;
  }
  let tried: Delivery | undefined;
  try {
    const taken = await store.processDeliveries(1, batch => {
      [tried] = batch;
      return batch.map(understand);
    });
    return taken > 0;
  } catch (error) {
    if (isRetryable(error) || !tried) throw error;
    options.logger.error('Could not store a delivery', asError(error));
  }
  const refused = tried;
  const reason = 'The database could not hold what this delivery says';
  const taken = await store.processDeliveries(1, batch =>
    batch.map(delivery =>
      sameDelivery(delivery, refused)
        ? { state: 'failed', reason, facts: [] }
        : understand(delivery),
    ),
  );
  return taken > 0;
}

function isRetryable(error: unknown): boolean {
  return isError(error) && error.name === 'ServiceUnavailableError';
}

function sameDelivery(a: Delivery, b: Delivery): boolean {
  return (
    a.source === b.source &&
    a.receivedAt === b.receivedAt &&
    Buffer.compare(a.body, b.body) === 0
  );
}

function asError(error: unknown): Error {
  return isError(error) ? error : new Error(String(error));
}
