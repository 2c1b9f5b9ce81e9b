/**
 * What a thread of {@link createTraceReader} runs. An error of ours does not survive the way between threads, so a
 * refusal is told in words.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import { workerData } from 'piscina';
import type { SentTraces, TracesRead } from '../receive';
import { readTraces, type ReadOptions } from './readTraces';

/** This file, as Node.js can run it in a thread. */
export const threadFile = __filename;

/** What a thread answers. */
export type ThreadAnswer =
  | { readonly read: TracesRead }
  | { readonly refused: 'too-large' | 'invalid'; readonly message: string };

const REFUSALS: Readonly<Record<string, 'too-large' | 'invalid'>> = {
  PayloadTooLargeError: 'too-large',
  InputError: 'invalid',
};

/**
 * Reads one request, in a thread with the options it was started with. Throws whatever is no refusal. Called in place as
 * well, without which a build would leave it out: a thread finds it by its name.
 */
export async function answer(
  sent: SentTraces,
  options: ReadOptions = workerData,
): Promise<ThreadAnswer> {
  // The one before goes out first: all that a thread has at hand are begun at the same time.
  await nextTurn();
  try {
    return { read: readTraces(sent, options) };
  } catch (error) {
    const refused = isError(error) && REFUSALS[error.name];
    if (!refused) throw error;
    return { refused, message: error.message };
  }
}
