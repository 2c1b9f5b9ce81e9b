/**
 * Milliseconds of an instant that a tool wrote; undefined where it names no zone (then it is no instant), and for
 * anything that is none.
 */
export function readInstant(text: string | undefined): number | undefined {
  if (!text || !/(?:Z|GMT|UTC|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? undefined : millis;
}
