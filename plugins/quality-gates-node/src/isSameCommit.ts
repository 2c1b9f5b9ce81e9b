/** Shortest abbreviation of a commit id that is taken for one. */
const SHORTEST = 7;

/**
 * Whether two commit ids mean one commit, either of them possibly abbreviated as git does. An unknown one is no commit.
 *
 * @example isSameCommit('7d4c0ff', '7D4C0FFEE') // true
 */
export function isSameCommit(
  one: string | undefined,
  other: string | undefined,
): boolean {
  if (!one || !other) return false;
  const [short, long] = [one.toLowerCase(), other.toLowerCase()].sort(
    (a, b) => a.length - b.length,
  );
  return short === long || (short.length >= SHORTEST && long.startsWith(short));
}
