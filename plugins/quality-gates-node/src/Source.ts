import type { Config } from '@backstage/config';
import type { Delivery } from './Delivery';
import type { Fact } from './Fact';
import type { PollIngress } from './Poll';

/** What a door knows of a request before its body is trusted. */
export interface ReceivedRequest {
  /** Lower-case names; a repeated header is its first value. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw bytes as sent, after decompression. */
  readonly body: Uint8Array;
  /**
   * Arrival, in milliseconds since the epoch; the doors always say it. For `verify` alone, where a signature carries a
   * time: without it, such a signature is refused.
   */
  readonly receivedAt?: number;
}

/**
 * A door at `POST /webhooks/{instance}`, where `instance` is a key of `qualityGates.sources` whose `type` is the
 * source's id.
 */
export interface WebhookIngress {
  readonly type: 'webhook';
  /**
   * Request headers that `normalise` reads, lower-case. They are kept with the delivery; all others are forgotten.
   */
  readonly headers: readonly string[];
  /**
   * Proves that the system itself sent these bytes. Resolves to false for a wrong or missing proof. `config` is the
   * instance's own section; it throws InputError naming the key when nothing is configured to prove with.
   */
  verify(request: ReceivedRequest, config: Config): Promise<boolean>;
  /** What the bytes are, in the system's words (an event name). Undefined = `unknown`. */
  kind(request: ReceivedRequest): string | undefined;
  /** The system's own delivery id; undefined = SHA-256 of the body. */
  externalId(request: ReceivedRequest): string | undefined;
  /**
   * Topic of Backstage's events service on which the same payloads come, proved by whoever publishes there. Heard by
   * the instance that says `events: true`.
   */
  readonly topic?: string;
}

/** A plain JSON door at `POST /ingest/{door}`: a token is the proof, and a wrong body is refused at once. */
export interface PlainIngress {
  readonly type: 'plain';
  readonly door: string;
}

/**
 * A file door at `POST /ingest/files/{format}`: a token is the proof, and a file that cannot be read is refused at once.
 * The kind of its deliveries is `files/{format}`; {@link readReportedFile} says what they are about.
 */
export interface FileIngress {
  readonly type: 'file';
  /** Kebab-case. */
  readonly format: string;
  /** Content types that are let in: `application/json` and `+json`, the same for XML, `text/plain`, newline-delimited JSON. */
  readonly accepts: readonly ('json' | 'xml' | 'text' | 'ndjson')[];
}

/** How bytes come in. */
export type Ingress = WebhookIngress | PlainIngress | FileIngress | PollIngress;

/** One system we understand: delivery in, facts out. */
export interface Source {
  /** Stable id, kebab-case; the folder's name. */
  readonly id: string;
  readonly ingress: readonly Ingress[];
  /**
   * Pure. An event we do not care about is []; a malformed one throws InputError (permanent, not retried), whose
   * message names the path of the wrong field.
   */
  normalise(delivery: Delivery): Fact[];
}
