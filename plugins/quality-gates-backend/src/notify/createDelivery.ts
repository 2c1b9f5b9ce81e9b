import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type {
  Millis,
  Notice,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { createLoop, type Loop } from '../loop';
import { addressNotice, readAddress, requestKeyOf } from './addressNotice';
import type { NoticeCounters } from './counters';
import type { NotifierRegistry } from './createNotifierRegistry';
import { retryAt } from './retryAt';
import type { NoticeSources, Outbox, TakenNotice } from './types';

/** What {@link createDelivery} needs. */
export interface DeliveryOptions extends NoticeSources {
  readonly outbox: Outbox;
  readonly notifiers: Pick<NotifierRegistry, 'get' | 'list'>;
  /** `notify.maxAge`, milliseconds. */
  readonly maxAge: number;
  readonly counters: NoticeCounters;
  readonly logger: LoggerService;
  readonly now: () => Millis;
}

const TOGETHER = 20;
/** Longest time one try takes. */
const TIMEOUT_MS = 20_000;
/** How long what a killed replica was at stands still. */
const LEASE_MS = 60_000;
/** Nothing is begun that could outlast the lease; somebody takes it again when that runs out. */
const LATEST_START_MS = LEASE_MS - 2 * TIMEOUT_MS;
const EVERY_MS = 5_000;
/** Of an error, as it is kept and shown. */
const MOST_CHARACTERS = 500;

/**
 * Tells what waits in the outbox, on every replica, each notice at least once and always under the same id. Verdicts do
 * not wait for it: they were kept before, together with their notices. A notice that cannot be told is tried again with
 * longer and longer pauses, then stays in the outbox as failed, where the platform team sees it.
 *
 * Notices of one entity to one notifier go in the order they were made; others do not wait for them.
 */
export function createDelivery(options: DeliveryOptions): Loop {
  const { outbox, now, logger } = options;
  const stopping = new AbortController();
  const loop = createLoop({
    what: 'deliver notices',
    everyMs: EVERY_MS,
    logger,
    async work() {
      const takenAt = now();
      const due = await outbox.takeNotices({
        now: takenAt,
        leaseMs: LEASE_MS,
        limit: TOGETHER,
      });
      await Promise.all(
        rowsOf(due).map(async row => {
          for (const one of row) {
            if (now() - takenAt > LATEST_START_MS) return;
            await deliver(one, options, stopping.signal);
          }
        }),
      );
      const addressed = due.some(({ kind }) => !readAddress(kind).to);
      return addressed || due.length === TOGETHER;
    },
  });
  return {
    wake: loop.wake,
    stop() {
      stopping.abort();
      return loop.stop();
    },
  };
}

/** Notices that wait for one another. */
function rowsOf(due: readonly TakenNotice[]): TakenNotice[][] {
  const rows = new Map<string, TakenNotice[]>();
  for (const one of due) {
    const name = `${one.kind} ${one.entityRef}`;
    rows.set(name, [...(rows.get(name) ?? []), one]);
  }
  return [...rows.values()];
}

async function deliver(
  taken: TakenNotice,
  options: DeliveryOptions,
  stopping: AbortSignal,
): Promise<void> {
  // Its lease runs out, and another replica goes on.
  if (stopping.aborted) return;
  const { outbox, counters, now, notifiers } = options;
  const { to } = readAddress(taken.kind);
  if (!to) {
    const copies = addressNotice(notifiers, taken);
    await outbox.addressNotice(taken.id, copies, now());
    return;
  }
  const logger = options.logger.child({ notifier: to, notice: taken.id });
  try {
    const told = await tell(taken, to, { ...options, stopping });
    await outbox.settleNotice(taken.id, {});
    counters.ended(to, told === 'sent' ? 'sent' : 'dropped');
    if (told !== 'sent') logger.info(`Did not tell ${to}: ${told}`);
  } catch (error) {
    if (stopping.aborted) return;
    await settleFailure(taken, error, { ...options, logger, to });
  }
}

async function settleFailure(
  { id, attempts, entityRef }: TakenNotice,
  error: unknown,
  options: DeliveryOptions & { readonly to: string },
): Promise<void> {
  const { outbox, counters, logger, now, to } = options;
  const random = Math.random();
  const nextAt = retryAt(error, { attempts, now: now(), random });
  const message = isError(error) ? error.message : String(error);
  const kept = message.slice(0, MOST_CHARACTERS);
  await outbox.settleNotice(id, { error: kept, nextAt });
  counters.ended(to, nextAt === undefined ? 'failed' : 'retried');
  const what = `Could not tell ${to} of ${entityRef}`;
  if (nextAt === undefined) logger.error(`${what}, given up: ${kept}`);
  else if (attempts === 1) logger.warn(`${what}, trying again: ${kept}`);
}

/** `sent`, or why there was nothing to tell. */
async function tell(
  taken: TakenNotice,
  to: string,
  options: DeliveryOptions & { readonly stopping: AbortSignal },
): Promise<string> {
  const { stopping } = options;
  const notifier = options.notifiers.get(to);
  if (!notifier) return 'nobody of this name is set up';
  const notice = await readNotice(taken, options);
  if (typeof notice === 'string') return notice;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  await notifier.notify(notice, AbortSignal.any([stopping, timeout]));
  return 'sent';
}

async function readNotice(
  taken: TakenNotice,
  { readEvaluation, readRequest, maxAge }: DeliveryOptions,
): Promise<Notice | string> {
  const { type } = readAddress(taken.kind);
  if (type !== 'verdict-changed') return `nothing is known of ${type}`;
  const evaluation = await readEvaluation(String(taken.payload.evaluationId));
  if (!evaluation) return 'its evaluation is kept no more';
  const key = requestKeyOf(taken.payload);
  const request = key ? await readRequest(taken.entityRef, key) : undefined;
  const askedAt = Date.parse(evaluation.chainCreatedAt);
  if (request && askedAt - request.at > maxAge) {
    return 'the request was older than notify.maxAge when it was understood';
  }
  return {
    type,
    id: taken.id,
    attempt: taken.attempts,
    createdAt: taken.createdAt,
    evaluation,
    request,
  };
}
