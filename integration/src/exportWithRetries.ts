import { setTimeout as sleep } from 'node:timers/promises';
import { sendRequest, type Answer } from './sendRequest';

/** OTLP/HTTP, "Retryable response codes"; nothing else is sent again. */
const RETRYABLE = [429, 502, 503, 504];
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/**
 * Sends an export request as the Collector's exporter does: again after a retryable status, as late as `Retry-After`
 * says, and after a broken connection, with pauses that double. Resolves to how often it was sent; throws for an answer
 * that is final and not 200, as then the data is lost.
 */
export async function exportWithRetries(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): Promise<number> {
  for (let tries = 1; ; tries++) {
    const answer = await sendRequest(url, headers, body).catch(asBroken);
    if (answer?.status === 200) return tries;
    if (answer && !RETRYABLE.includes(answer.status)) {
      throw new Error(`Lost for good: ${answer.status} ${answer.body}`);
    }
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
    await sleep(Math.max(pauseMs, (answer?.retryAfterSeconds ?? 0) * 1000));
  }
}

/** A connection that broke is no answer; everything else is a mistake of the test. */
function asBroken(error: unknown): Answer | undefined {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  if (typeof code === 'string') return undefined;
  throw error;
}
