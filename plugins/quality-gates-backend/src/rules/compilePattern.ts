/** Longest name that a pattern is tried on: a careless pattern may take time exponential in it. */
const MOST_CHARACTERS = 256;

/**
 * A match of a case-insensitive pattern in a name, or null.
 *
 * @example compilePattern('^deploy')('Deploy to production')?.[0] // 'Deploy'
 */
export function compilePattern(
  pattern: string,
): (name: string) => RegExpExecArray | null {
  const compiled = new RegExp(pattern, 'i');
  return name => compiled.exec(name.slice(0, MOST_CHARACTERS));
}
