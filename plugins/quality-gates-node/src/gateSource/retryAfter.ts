/** More than this nobody means: the longest wait a policy can hold. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * Milliseconds that a `Retry-After` header asks for, seconds or an HTTP date (RFC 9110, section 10.2.3), at most a day;
 * undefined without one that can be read.
 *
 * @example
 * ```ts
 * readRetryAfter('120', 0) // 120000
 * ```
 */
export function readRetryAfter(
  header: string | undefined,
  now: number,
): number | undefined {
  if (!header) return undefined;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_MS);
}
