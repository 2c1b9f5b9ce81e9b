/** The part of the store's contract that is about deliveries: what arrived, and what became of it. */
import type {
  Delivery,
  Millis,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { AttributedFact } from './attributionTypes';
import type { RowPage } from './rowTypes';

/** A delivery at the door. */
export interface NewDelivery extends Delivery {
  /** Unique within `source`: what makes the same delivery the same. */
  readonly externalId: string;
}

/** What the door learns once the delivery is durable. */
export interface AcceptedDelivery {
  /** Derived from (source, externalId); stable, URL-safe, 22 characters. */
  readonly deliveryId: string;
  readonly duplicate: boolean;
  /** For duplicates: whether the stored body is the same bytes. */
  readonly sameBody: boolean;
}

/** What became of a delivery. */
export interface DeliveryOutcome {
  readonly state: 'stored' | 'unmapped' | 'ignored' | 'failed';
  /** For `failed` and `ignored`: one sentence. */
  readonly reason?: string;
  readonly facts: readonly AttributedFact[];
}

/** One delivery as the platform team sees it. */
export interface DeliveryRow {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly sender: string | null;
  readonly state: 'received' | DeliveryOutcome['state'];
  readonly reason: string | null;
  readonly facts: readonly {
    readonly type: string;
    readonly key: string;
    readonly entityRefs: readonly string[];
  }[];
  readonly receivedAt: Millis;
  readonly processedAt: Millis | null;
}

/** Deliveries, on their way and afterwards; part of the store. */
export interface DeliveryStore {
  /**
   * Keeps deliveries, in the order given, one transaction for all. A second one with the same (source, externalId)
   * changes nothing.
   */
  acceptDeliveries(batch: readonly NewDelivery[]): Promise<AcceptedDelivery[]>;
  /**
   * Takes up to `limit` deliveries in state `received`, oldest first, that no other replica holds; `understand` is
   * called for them, synchronously and inside the transaction; what it answers is stored with the deliveries' new
   * state. Resolves to the number taken. An exception of `understand` for the batch leaves all of them `received`.
   */
  processDeliveries(
    limit: number,
    understand: (deliveries: readonly Delivery[]) => DeliveryOutcome[],
  ): Promise<number>;
  /** Puts a delivery back to `received`. False when it does not exist or its body is gone. */
  replayDelivery(id: string): Promise<boolean>;
  /**
   * Puts all deliveries of a source that arrived in [from, to) back to `received`, perhaps only those of one state, in
   * slices; resolves to their number. Those whose bodies are gone are left out.
   */
  replayDeliveries(query: {
    source: string;
    from: Millis;
    to: Millis;
    state?: DeliveryRow['state'];
  }): Promise<number>;
  readDelivery(id: string): Promise<DeliveryRow | undefined>;
  listDeliveries(query: {
    state?: DeliveryRow['state'];
    source?: string;
    limit: number;
    cursor?: string;
  }): Promise<RowPage<DeliveryRow>>;
}
