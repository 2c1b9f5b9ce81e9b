/**
 * What a thread of the plugin does before the store, without the reading: it cuts and packs requests that it was told to
 * make ready.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TraceSegment } from '@quality-gates/backstage-plugin-quality-gates-backend/src/store/types';
import type { TraceProfile } from '../generateTraces';
import { makeRequests, packRequest, readBefore } from './spanStore';

/** This file, as Node.js can run it in a thread. */
export const threadFile = __filename;

let requests: (() => TraceSegment[])[] = [];

/** Makes a request of each seed ready, in place of those before. */
export function prepare({
  seeds,
  profile,
}: {
  seeds: readonly number[];
  profile: Omit<TraceProfile, 'seed'>;
}): void {
  const decoded = makeRequests(seeds, profile);
  const read = readBefore(decoded);
  requests = decoded.map(request => () => packRequest(request, read));
}

/** Cuts and packs one of them. */
export async function pack(index: number): Promise<TraceSegment[]> {
  await nextTurn();
  return requests[index]();
}
