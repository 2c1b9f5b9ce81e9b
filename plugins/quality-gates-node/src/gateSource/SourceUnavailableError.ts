import { ServiceUnavailableError } from '@backstage/errors';

/** What kept a source from answering, as a policy's `retry.on` names it. */
export type SourceTrouble = 'network' | 'timeout' | '429' | '5xx';

/** A source did not answer, and may do so later. */
export class SourceUnavailableError extends ServiceUnavailableError {
  readonly trouble: SourceTrouble;
  /** How long the source wants to be left alone; undefined when it did not say. */
  readonly retryAfterMs?: number;

  constructor(
    message: string,
    options: { trouble: SourceTrouble; retryAfterMs?: number },
  ) {
    super(message);
    this.trouble = options.trouble;
    this.retryAfterMs = options.retryAfterMs;
  }
}
