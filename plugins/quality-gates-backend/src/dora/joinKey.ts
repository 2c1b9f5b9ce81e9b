/**
 * One text for several, distinct for distinct ones: no stored text holds a NUL, because PostgreSQL does not take it.
 * Several times faster than JSON, and these are made for every row.
 */
export function joinKey(...parts: readonly string[]): string {
  return parts.join('\u0000');
}
