/**
 * What a thread of {@link createTraceReader} runs. An error of ours does not survive the way between threads, so a
 * refusal is told in words.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import { workerData } from 'piscina';
import type { SentTraces } from '../receive';
import { packReadings, type PackedRead } from './packReadings';
import { readTraces, type ReadOptions } from './readTraces';

/** This file, as Node.js can run it in a thread. */
export const threadFile = __filename;

/** What a thread answers. */
export type ThreadAnswer =
  | { readonly read: PackedRead }
  | { readonly refused: 'too-large' | 'invalid'; readonly message: string };

const REFUSALS: Readonly<Record<string, 'too-large' | 'invalid'>> = {
  PayloadTooLargeError: 'too-large',
  InputError: 'invalid',
};

/** Reads one request with the options that the thread was started with. Throws whatever is no refusal. */
export async function answer(sent: SentTraces): Promise<ThreadAnswer> {
  // The one before goes out first: all that a thread has at hand are begun at the same time.
  await nextTurn();
  try {
    const read = readTraces(sent, workerData as ReadOptions);
    return { read: packReadings(read) };
  } catch (error) {
    const refused = isError(error) && REFUSALS[error.name];
    if (!refused) throw error;
    return { refused, message: error.message };
  }
}
