/** Longest pattern and longest name that are looked at. */
const MAX_PATTERN = 256;
const MAX_NAME = 256;
/** Backtracking is at most about 2 to this power steps. */
const MAX_BITS = 24;
const BITS_OF_A_LOOP = 8;

/** Whether a pipeline's name is one of a component's. */
export type PipelinePattern = (name: string) => boolean;

/** Why a pattern cannot be used. */
export interface UnusablePattern {
  readonly problem: string;
}

/**
 * Reads `quality-gates.io/pipeline`, a regular expression found anywhere in the name, case ignored.
 *
 * Anyone who can register a component writes it, and it runs inside a transaction against names that anyone's
 * pipeline chooses. So its worst case is bounded before it ever runs: each `*`, `+` and `{n,}` can cost the length of
 * the name (8 bits), each `?` and `|` doubles; a repeated group with a choice or a repetition inside, a look-around
 * and a back reference are refused.
 *
 * @example readPipelinePattern('^cart-')('cart-ci') // true
 */
export function readPipelinePattern(
  text: string,
): PipelinePattern | UnusablePattern {
  if (text.length > MAX_PATTERN) {
    return { problem: `is longer than ${MAX_PATTERN} characters` };
  }
  const problem = whyTooCostly(text);
  if (problem) return { problem };
  try {
    const expression = new RegExp(text, 'i');
    return name => name.length <= MAX_NAME && expression.test(name);
  } catch {
    return { problem: 'is no regular expression' };
  }
}

function whyTooCostly(text: string): string | undefined {
  // Escapes and character classes count as one plain character each.
  const unescaped = text.replace(/\\./gs, 'x');
  const plain = unescaped.replace(/\[[^\]]*\]/g, 'x').replace(/\(\?:/g, '(');
  if (plain.includes('(?') || /^(?:[^\\]|\\[^1-9k])*\\[1-9k]/s.test(text)) {
    return 'uses a look-around, a back reference or a named group';
  }
  // An expression without anchor is tried from every place of the name.
  const anchored = plain.startsWith('^') && !plain.includes('|');
  let bits = anchored ? 0 : BITS_OF_A_LOOP;
  const groups: { varies: boolean }[] = [{ varies: false }];
  let closed: { varies: boolean } | undefined;
  for (const token of plain.match(/\{\d+(?:,\d*)?\}|./gs) ?? []) {
    const loop = /^(?:[*+]|\{.)/.test(token);
    if (loop && closed?.varies) {
      return 'repeats a group that itself repeats or chooses';
    }
    closed = undefined;
    if (token === '(') groups.push({ varies: false });
    if (token === ')' && groups.length > 1) {
      closed = groups.pop()!;
      groups.at(-1)!.varies ||= closed.varies;
    }
    const choice = token === '?' || token === '|';
    bits += Number(loop) * BITS_OF_A_LOOP + Number(choice);
    groups.at(-1)!.varies ||= loop || choice;
  }
  return bits > MAX_BITS ? 'has too many repetitions and choices' : undefined;
}
