import { createHash } from 'node:crypto';

type Parts = readonly (string | number)[];

/** Changing it tells another story with other ids. */
const SEED = 'acme-1';

/**
 * A number in [0, 1) that depends on nothing but its parts: the same story on every machine and every day.
 *
 * @example noise('checkout', '2026-11-17') === noise('checkout', '2026-11-17') // true
 */
export function noise(...parts: Parts): number {
  return digest(parts).readUIntBE(0, 6) / 2 ** 48;
}

/** Evenly spread between two bounds, the lower included. */
export function between(low: number, high: number, ...parts: Parts): number {
  return low + (high - low) * noise(...parts);
}

/** One of the items. */
export function pick<T>(items: readonly T[], ...parts: Parts): T {
  return items[Math.floor(noise(...parts) * items.length)];
}

/** A hex id of up to 64 characters: commit, trace and span ids. */
export function hexId(length: number, ...parts: Parts): string {
  return digest(parts).toString('hex').slice(0, length);
}

/** An id as GitHub counts them, below 2^40. */
export function numberId(...parts: Parts): number {
  return digest(parts).readUIntBE(0, 5);
}

/** An id in the shape of a UUID, for `X-GitHub-Delivery`. */
export function uuid(...parts: Parts): string {
  const hex = hexId(32, ...parts);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function digest(parts: Parts): Buffer {
  return createHash('sha256')
    .update([SEED, ...parts].join('\n'))
    .digest();
}
