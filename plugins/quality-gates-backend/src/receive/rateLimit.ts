import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';

/** How fast, and how many senders are remembered. */
export interface RateLimitOptions {
  /** Sustained rate of one key; 0 switches the limit off. */
  readonly perSecond: number;
  /** How many may come at once after a pause. */
  readonly burst: number;
  readonly now: () => Millis;
  /** Keys remembered; the one longest unused is forgotten first, so strangers cannot fill the memory. */
  readonly maxKeys?: number;
}

/** A token bucket a key. */
export interface RateLimit {
  /** Takes one. 0 = go ahead, else the whole seconds after which one will be there again. */
  take(key: string): number;
  /** Like `take` without taking. */
  peek(key: string): number;
}

/**
 * Counts requests by sender.
 *
 * @example
 * const limit = createRateLimit({ perSecond: 1, burst: 2, now: () => 0 });
 * [limit.take('ci'), limit.take('ci'), limit.take('ci')] // [0, 0, 1]
 */
export function createRateLimit(options: RateLimitOptions): RateLimit {
  const { perSecond, burst, now, maxKeys = 10_000 } = options;
  if (perSecond <= 0) return { take: () => 0, peek: () => 0 };
  const capacity = Math.max(1, burst);
  const buckets = new Map<string, { tokens: number; at: Millis }>();

  const refilled = (key: string) => {
    const at = now();
    const bucket = buckets.get(key) ?? { tokens: capacity, at };
    const elapsedSeconds = Math.max(0, at - bucket.at) / 1000;
    const tokens = Math.min(
      capacity,
      bucket.tokens + elapsedSeconds * perSecond,
    );
    return { tokens, at };
  };
  const waitSeconds = (tokens: number) =>
    tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));

  return {
    peek: key => waitSeconds(refilled(key).tokens),
    take(key) {
      const bucket = refilled(key);
      const wait = waitSeconds(bucket.tokens);
      if (wait === 0) bucket.tokens -= 1;
      // Deleted and set again: a Map remembers the order, so its first key is the one longest unused.
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > maxKeys) {
        const [oldest] = buckets.keys();
        buckets.delete(oldest);
      }
      return wait;
    },
  };
}
