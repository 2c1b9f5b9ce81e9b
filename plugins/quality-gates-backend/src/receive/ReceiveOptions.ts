import type {
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type {
  Millis,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { QualityGatesConfig } from '../config';
import type { DeliveryRow, Ingest, TraceSegment } from '../ingest';
import type { ProveSender } from './proveSender';
import type { ReadBody, ReceiveBody } from './readBody';
import type { Turnstile } from './Turnstile';

/** What came through the doors, for the plugin's own telemetry. */
export interface ReceiveCounters {
  /** `kind`: traces (spans), metrics (data points), logs (records), webhooks or ingest (requests). */
  accepted(kind: string, n: number): void;
  /** Refused requests, and items dropped from accepted ones. `reason` is one of a few short words. */
  rejected(kind: string, reason: string, n: number): void;
}

/** A request of an OTLP exporter, as it was sent. */
export interface SentTraces {
  readonly body: Uint8Array;
  readonly gzip: boolean;
  readonly encoding: 'protobuf' | 'json';
  /** Token name of the sender. */
  readonly sender: string;
}

/** What it held. */
export interface TracesRead {
  readonly segments: readonly TraceSegment[];
  readonly spans: number;
  /** Spans refused because their ids are none. */
  readonly rejectedSpans: number;
  /** Sentences for the sender's developer about what was refused or cut; '' when all is as sent. */
  readonly message: string;
}

/**
 * Resolves to what a request holds. Throws InputError for bytes that are no such request, PayloadTooLargeError past its
 * bounds.
 */
export type ReadTraces = (sent: SentTraces) => Promise<TracesRead>;

/** What the doors need. */
export interface ReceiveOptions {
  readonly config: QualityGatesConfig;
  /** The whole app-config: each source reads its own instance's section. */
  readonly rootConfig: Config;
  readonly sources: readonly Source[];
  readonly ingest: Ingest;
  readonly readTraces: ReadTraces;
  readonly readDelivery: (id: string) => Promise<DeliveryRow | undefined>;
  readonly httpAuth: HttpAuthService;
  /** Without it nobody is an admin, and a delivery is shown to its sender only. */
  readonly permissions?: PermissionsService;
  readonly logger: LoggerService;
  readonly now: () => Millis;
  readonly counters: ReceiveCounters;
}

/** {@link ReceiveOptions} and what all doors share. */
export interface DoorOptions extends ReceiveOptions {
  readonly proveSender: ProveSender;
  readonly readBody: ReadBody;
  readonly receiveBody: ReceiveBody;
  /** Where OTLP requests wait for their turn. */
  readonly decoding: Turnstile;
}
