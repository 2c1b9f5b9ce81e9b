import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ResponseError } from '@backstage/errors';
import type { ExampleMessage } from './types';

/** Where the doors are, and what opens them. */
export interface Doors {
  /** Without a trailing slash, such as `http://localhost:7007`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly githubSecret: string;
  readonly signal: AbortSignal;
}

const TRIES = 8;

/**
 * Sends one message and waits for its answer; repeats it as a polite sender does while the answer is 429 or 503.
 * Throws ResponseError for every other refusal.
 */
export async function sendMessage(
  doors: Doors,
  message: ExampleMessage,
): Promise<void> {
  const url = `${doors.baseUrl}/api/quality-gates${message.path}`;
  const headers = { ...message.headers, ...proofOf(doors, message) };
  for (let tried = 1; ; tried++) {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body: message.body,
      signal: doors.signal,
    });
    if (response.ok) {
      await response.arrayBuffer();
      return;
    }
    const again = response.status === 429 || response.status === 503;
    if (!again || tried === TRIES) {
      throw await ResponseError.fromResponse(response);
    }
    const seconds = Number(response.headers.get('retry-after')) || 1;
    await response.arrayBuffer();
    await sleep(seconds * 1000, undefined, { signal: doors.signal });
  }
}

function proofOf(
  { token, githubSecret }: Doors,
  { proof, body }: ExampleMessage,
): Record<string, string> {
  if (proof === 'token') return { authorization: `Bearer ${token}` };
  const digest = createHmac('sha256', githubSecret).update(body).digest('hex');
  return { 'x-hub-signature-256': `sha256=${digest}` };
}
