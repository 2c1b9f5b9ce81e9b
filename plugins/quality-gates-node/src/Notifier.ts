import type {
  Evaluation,
  GatePhase,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { DeploymentRequestData, Millis } from './Fact';

/** The deployment request that asked for an evaluation. */
export interface NoticeRequest {
  /** Key of the fact, such as `github:github.com/acme/payments/7`. */
  readonly key: string;
  /** When the asking system says it asked. */
  readonly at: Millis;
  readonly data: DeploymentRequestData;
}

/** What an evaluation answers has changed, or it is decided. */
export interface VerdictChanged {
  readonly type: 'verdict-changed';
  /** The same at every attempt: the idempotency key of whatever comes of it. */
  readonly id: string;
  /** 1 = never tried before. */
  readonly attempt: number;
  readonly createdAt: Millis;
  /** As it is now, which may be more than when the notice was made; the newest of its chain. */
  readonly evaluation: Evaluation;
  /** Absent when a pipeline or a person asked. */
  readonly request?: NoticeRequest;
}

/** What leaves Quality Gates. A type that a notifier does not know is not given to it. */
export type Notice = VerdictChanged;

/** What a notice will be about, as far as it is known when the verdict is kept. */
export interface NoticeSubject {
  readonly type: Notice['type'];
  readonly phase: GatePhase;
  /** Key of the fact that asked for the evaluation. */
  readonly trigger?: string;
}

/** Tells somebody else. */
export interface Notifier {
  /** Stable, kebab-case: kept with every notice. */
  readonly id: string;
  readonly handles: readonly Notice['type'][];
  /** Whether it has anything to say about this; without it, about everything it handles. Pure. */
  wants?(subject: NoticeSubject): boolean;
  /**
   * Tells it once; may be called again with the same notice, also after it succeeded. Must honour `signal`. Throws
   * InputError, NotAllowedError or NotFoundError when trying again would change nothing; everything else is tried again
   * later, a {@link SourceUnavailableError} not before its `retryAfterMs`.
   */
  notify(notice: Notice, signal: AbortSignal): Promise<void>;
}
