/** What the delivery of notices needs of the rest. Instants are milliseconds since the epoch. */
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  Millis,
  NoticeRequest,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/** A notice as it is kept in the transaction of what it is about. */
export interface QueuedNotice {
  /** Of its content: the same thing told twice is one. The idempotency key of its delivery. */
  readonly id: string;
  /** The type of notice, such as `verdict-changed`; with `/{notifier}` once it is addressed to one. */
  readonly kind: string;
  readonly entityRef: string;
  /** At least `evaluationId`, `environment`, `phase` and, where a fact asked, `trigger`. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A notice that is due. */
export interface TakenNotice extends QueuedNotice {
  /** This one included. */
  readonly attempts: number;
  readonly createdAt: Millis;
}

/** Where notices wait. Part of the store. */
export interface Outbox {
  /** Due ones, given to nobody else for `leaseMs`. */
  takeNotices(query: {
    readonly now: Millis;
    readonly leaseMs: number;
    readonly limit: number;
  }): Promise<readonly TakenNotice[]>;
  /** Keeps the addressed copies of a notice and that it is sent, in one transaction. */
  addressNotice(
    id: string,
    copies: readonly QueuedNotice[],
    now: Millis,
  ): Promise<void>;
  /** Sent; with `error` to be tried again at `nextAt`, or failed for good without one. */
  settleNotice(
    id: string,
    result: { readonly error?: string; readonly nextAt?: Millis },
  ): Promise<void>;
}

/** What notices are about, read when they leave. */
export interface NoticeSources {
  /** The newest of its chain; undefined when it is kept no more. */
  readEvaluation(id: string): Promise<Evaluation | undefined>;
  /** The deployment request with the key, of an entity. */
  readRequest(
    entityRef: string,
    key: string,
  ): Promise<NoticeRequest | undefined>;
}
