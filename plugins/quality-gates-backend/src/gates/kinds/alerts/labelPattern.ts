/** One alternative of a pattern: literals with wildcards between them. */
interface Alternative {
  readonly literals: readonly string[];
  /** Least length of each wildcard, 0 for `.*` and 1 for `.+`. */
  readonly least: readonly number[];
}

const LONGEST = 500;

/**
 * A pattern as matchers of alerts mostly are: whole words, `|`, `.*` and `.+`, with `\` before what is meant literally.
 * Undefined for anything more: regular expressions of a policy are never run, because one of them can stop the process.
 *
 * @example parsePattern('critical|page')?.('page') // true
 */
export function parsePattern(
  pattern: string,
): ((value: string) => boolean) | undefined {
  if (pattern.length > LONGEST) return undefined;
  const alternatives: Alternative[] = [];
  for (const text of splitAlternatives(pattern)) {
    const alternative = parseAlternative(text);
    if (!alternative) return undefined;
    alternatives.push(alternative);
  }
  return value => alternatives.some(one => matches(one, value));
}

function splitAlternatives(pattern: string): string[] {
  const parts = [''];
  for (const token of pattern.match(/\\[^]|[^]/g) ?? []) {
    if (token === '|') parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}

function parseAlternative(text: string): Alternative | undefined {
  const literals = [''];
  const least: number[] = [];
  for (const token of text.match(/\.[*+]|\\[^]|[^]/g) ?? []) {
    if (token === '.*' || token === '.+') {
      least.push(token === '.+' ? 1 : 0);
      literals.push('');
    } else if (/^\\[^A-Za-z0-9]$/.test(token)) {
      literals[literals.length - 1] += token[1];
    } else if (/^[^\\.+*?()[\]{}^$|]$/.test(token)) {
      literals[literals.length - 1] += token;
    } else {
      return undefined;
    }
  }
  return { literals, least };
}

/** Takes each literal as early as it can: no way back, so the time grows with the length alone. */
function matches({ literals, least }: Alternative, value: string): boolean {
  const [first] = literals;
  if (literals.length === 1) return value === first;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (let next = 1; next < literals.length - 1; next++) {
    const found = value.indexOf(literals[next], at + least[next - 1]);
    if (found < 0) return false;
    at = found + literals[next].length;
  }
  const last = literals[literals.length - 1];
  return (
    value.endsWith(last) &&
    value.length - last.length >= at + least[least.length - 1]
  );
}
