/**
 * Where bytes become facts: delivery → normalise → attribute → store. The only place these meet.
 *
 * A delivery is durable before its sender hears "accepted"; it is understood right after, by a worker that every
 * replica runs and that takes what no other holds. A crash between the two loses nothing: what is still `received`
 * is taken up at the next start. What a delivery says is a pure function of its bytes, and the store joins facts
 * without regard to order, so taking one up twice changes nothing (docs/adr/001).
 *
 * OTLP requests have no delivery row. Their spans are the kept bytes, and the facts are read off the whole trace in
 * the same transaction, because a run's root often arrives last (docs/adr/005).
 *
 * Attribution looks at the catalog as it was last read. A fact that fits nobody is kept as unmapped and attributed
 * again when the catalog has changed.
 */
import { InputError } from '@backstage/errors';
import type { Fact } from '@quality-gates/backstage-plugin-quality-gates-node';
import { createLoop } from './loop';
import { processDeliveries } from './processDeliveries';
import { GroupCommit } from './receive/groupCommit';
import type {
  AcceptedDelivery,
  AttributedFact,
  DeliveryRow,
  LogExcerpt,
  NewDelivery,
  Store,
  TraceSegment,
  TraceUnderstanding,
} from './store/types';
import { attributeTraces, type UnderstandOptions } from './understand';

export type {
  AcceptedDelivery,
  DeliveryRow,
  LogExcerpt,
  NewDelivery,
  TraceSegment,
};

/** Where verified bytes go. The doors know only this. */
export interface Ingest {
  /**
   * Keeps a delivery; it is understood right after. Throws InputError when the source refuses a wrong body at the door
   * (plain doors), ServiceUnavailableError when it could not be made durable: the sender may repeat it.
   */
  accept(delivery: NewDelivery): Promise<AcceptedDelivery>;
  /**
   * Stores the spans of a request and what they say, in a group with other requests; resolves after the commit. Throws
   * ServiceUnavailableError when the queue is full or the database is away.
   */
  acceptTraces(segments: readonly TraceSegment[]): Promise<void>;
  /** Throws ServiceUnavailableError when no more traces would be accepted: they need not be read then. */
  assertRoomForTraces(): void;
  /**
   * Keeps masked lines; see {@link Store.keepLogExcerpts}. Throws ServiceUnavailableError when the database is away.
   */
  acceptLogs(excerpts: readonly LogExcerpt[]): Promise<ReadonlySet<string>>;
}

/** What a replay is about. */
export interface ReplayQuery {
  /** Source id of deliveries, or `otlp` for the kept traces. */
  readonly source: string;
  /** Default: all that is kept. */
  readonly from?: number;
  readonly to?: number;
  readonly state?: DeliveryRow['state'];
}

/** An {@link Ingest} with the worker behind it. */
export interface RunningIngest extends Ingest {
  /**
   * Has deliveries, or for `otlp` traces, of a window understood again, so that a normaliser that was mended repairs
   * history; resolves to their number. Deliveries are put back in the queue of the worker, traces are done with when it
   * resolves. Throws InputError for a state of traces, which have none.
   */
  replay(query: ReplayQuery): Promise<number>;
  /** Takes up what is still `received`; also to be called after a replay. */
  wake(): void;
  /** Attributes unmapped facts again, for instance after the catalog changed. */
  reattribute(): void;
  /** Finishes what is under way and takes nothing new. */
  stop(): Promise<void>;
}

/** What {@link createIngest} joins. */
export interface IngestOptions extends UnderstandOptions {
  readonly store: Store;
  readonly readTrace: TraceUnderstanding['readTrace'];
  /** Looks up entities that senders name and the snapshot does not know. Never throws. */
  readonly ensureRefs: (refs: readonly string[]) => Promise<void>;
}

/** Backstop for wake-ups of other replicas, which are not announced. */
const POLL_MS = 1_000;
/**
 * Backstop for facts that another replica stored as unmapped after this one's catalog had changed for the last time:
 * no change follows that would have them looked at.
 */
const REATTRIBUTE_MS = 5 * 60_000;
/**
 * What may wait for a commit, so that a burst costs memory for a moment and never without bound. More than this would
 * hardly be stored before its sender's deadline: 20,000 spans are half a second of work and longer.
 */
const QUEUE = {
  maxBatchItems: 200,
  maxBatchBytes: 8 * 1024 * 1024,
  maxQueueItems: 2_000,
  maxQueueBytes: 16 * 1024 * 1024,
};

/** Stands for the kept traces where deliveries have the id of their source. */
const OTLP = 'otlp';
/** Rough size of a fact in memory. */
const FACT_BYTES = 2_000;

/** Starts the worker and gives the doors their {@link Ingest}. */
export function createIngest(options: IngestOptions): RunningIngest {
  const { store, logger } = options;
  const deliveries = new GroupCommit<NewDelivery, AcceptedDelivery>({
    ...QUEUE,
    sizeOf: delivery => delivery.body.length,
    flush: batch => store.acceptDeliveries(batch),
  });
  const understanding: TraceUnderstanding = {
    readTrace: options.readTrace,
    attributeTraces: readings => attributeTraces(readings, options),
  };
  const traces = new GroupCommit<readonly TraceSegment[], void>({
    ...QUEUE,
    sizeOf: segments => segments.reduce((sum, one) => sum + sizeOf(one), 0),
    flush: async batch => {
      const strangers: Fact[] = [];
      await store.appendTraces(batch.flat(), {
        ...understanding,
        attributeTraces(readings) {
          const facts = understanding.attributeTraces(readings);
          strangers.push(...strangersOf(facts));
          return facts;
        },
      });
      void ensureEntities(strangers, options);
      return batch.map(() => undefined);
    },
  });
  const worker = createLoop({
    everyMs: POLL_MS,
    logger,
    what: 'process deliveries',
    work: () => processDeliveries(store, options),
  });
  const attribution = createLoop({
    everyMs: REATTRIBUTE_MS,
    logger,
    what: 'attribute unmapped facts again',
    work: async () => {
      const moved = await store.reattributeUnmapped(options.attribute);
      if (moved > 0) logger.info(`${moved} unmapped facts found their entity`);
      return false;
    },
  });

  return {
    async accept(delivery) {
      const source = options.sourceOf(delivery.source, delivery.kind);
      // Doors with a token: their sender still listens, so it hears what is wrong with the body.
      const plain = source?.ingress.some(({ type }) => type !== 'webhook');
      const facts = plain ? source!.normalise(delivery) : [];
      const accepted = await deliveries.submit(delivery);
      // The entity may have been registered a moment ago: ask before the fact is called unmapped.
      ensureEntities(facts, options).finally(() => worker.wake());
      return accepted;
    },
    async acceptTraces(segments) {
      await traces.submit(segments);
    },
    assertRoomForTraces: () => traces.assertRoom(),
    acceptLogs: excerpts => store.keepLogExcerpts(excerpts),
    async replay({ source, from = 0, to = Number.MAX_SAFE_INTEGER, state }) {
      if (source !== OTLP) {
        const query = { source, from, to, state };
        const replayed = await store.replayDeliveries(query);
        worker.wake();
        return replayed;
      }
      if (state) throw new InputError('state: traces have none, leave it out');
      return store.replayTraces({ from, to }, understanding);
    },
    wake: () => worker.wake(),
    reattribute: () => attribution.wake(),
    async stop() {
      await Promise.all([
        deliveries.drain(),
        traces.drain(),
        worker.stop(),
        attribution.stop(),
      ]);
    },
  };
}

/** Without a look at what it says, which stays packed until it is stored. */
function sizeOf({ bytes, factCount }: TraceSegment): number {
  return bytes.length + factCount * FACT_BYTES;
}

/** Lets the catalog be asked for entities that senders name and the snapshot may not know yet. */
async function ensureEntities(
  facts: readonly Fact[],
  options: IngestOptions,
): Promise<void> {
  const refs = facts.flatMap(fact => fact.subject.entityRef ?? []);
  if (refs.length > 0) await options.ensureRefs(refs);
}

function strangersOf(facts: readonly AttributedFact[]): Fact[] {
  return facts
    .filter(({ attribution }) => attribution.reason === 'unknown-entity')
    .map(({ fact }) => fact);
}
