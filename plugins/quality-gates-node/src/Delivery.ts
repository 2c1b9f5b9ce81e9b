/**
 * Bytes someone sent us: verified, kept, not yet understood.
 */
export interface Delivery {
  /** Id of the configured source instance, or of the plain doors (`plain/{token name}`). */
  readonly source: string;
  /** What the bytes are, in the sender's words: a GitHub event name, the name of a plain door. */
  readonly kind: string;
  /** Name of the token that sent it; null when a signature proved it. */
  readonly sender: string | null;
  /**
   * The request headers a source said it reads ({@link WebhookIngress.headers}), lower-case names; and `traceparent`,
   * which links our own telemetry to the sender's.
   */
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly what arrived. */
  readonly body: Uint8Array;
  /** Arrival, in milliseconds since the epoch. Never decides which of two facts is newer. */
  readonly receivedAt: number;
}
