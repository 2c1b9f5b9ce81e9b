import { createContext, Script } from 'node:vm';
import { InputError, isError } from '@backstage/errors';

/** What stands where something was masked. */
const MASK = '***';
/**
 * How long one excerpt may take. Time on the wall, as the context knows no other: a container that used up its share of
 * the processor stands still for up to 100 ms, and its lines would be dropped for nothing.
 */
const TIMEOUT_MS = 250;

type Rule = readonly [pattern: RegExp, replacement: string];

const KEYWORDS =
  'password|passwd|pwd|secret|token|credential|api[_-]?key|access[_-]?key|private[_-]?key';

/** What is a secret wherever it is printed. The part before it stays, so that a reader knows what was masked. */
const BUILT_IN: readonly Rule[] = [
  [/(\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?)[^"'\r\n]+/gi, `$1${MASK}`],
  [/(\b(?:bearer|basic)\s{1,3})[\w.~+/=-]{8,}/gi, `$1${MASK}`],
  [
    new RegExp(
      `((?:${KEYWORDS})[\\w-]{0,40}["']?\\s{0,3}[:=]\\s{0,3})(?:"[^"]*"|'[^']*'|[^\\s"',;&]+)`,
      'gi',
    ),
    `$1${MASK}`,
  ],
  [new RegExp(`(--(?:${KEYWORDS})\\s{1,3})\\S+`, 'gi'), `$1${MASK}`],
  [
    /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]{0,256}:)[^\s@]{1,512}@/gi,
    `$1${MASK}@`,
  ],
  [/\bgh[a-z]_\w{20,}|\bgithub_pat_\w{20,}/g, MASK],
  [/\bgl[a-z]{2,6}-[\w-]{16,}/g, MASK],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, MASK],
  [/\bxox[a-z]-[\w-]{10,}/g, MASK],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, MASK],
  // A line of a key or certificate whose first line came with an earlier request.
  [/^[A-Za-z0-9+/]{60,}={0,2}$/, MASK],
];

/**
 * Masks secrets in printed lines; undefined = it took too long, so nothing is known to be safe and nothing may be kept.
 */
export type MaskLines = (lines: readonly string[]) => string[] | undefined;

/**
 * Makes the mask of `qualityGates.logs.mask` and the built-in patterns. Regular expressions can take time without end on
 * the right text, and the text is a stranger's: they run in a context with a deadline, which interrupts them. Throws
 * InputError naming the key of a pattern that is none; one may begin with `(?i)`.
 */
export function createLogMask(patterns: readonly string[]): MaskLines {
  const configured = patterns.map(readPattern);
  const rules = [...configured, ...BUILT_IN];
  const context = createContext({ rules, lines: [] });
  const script = new Script(
    'lines.map(line => rules.reduce((text, [pattern, to]) => text.replace(pattern, to), line))',
  );
  return lines => {
    context.lines = maskKeys(lines);
    try {
      const masked = script.runInContext(context, { timeout: TIMEOUT_MS });
      return Array.from(masked as string[]);
    } catch (error) {
      const code = isError(error) ? error.code : undefined;
      if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
      throw error;
    } finally {
      context.lines = [];
    }
  };
}

function readPattern(text: string, index: number): Rule {
  const [prefix, flags = ''] = /^\(\?([ims]+)\)/.exec(text) ?? [''];
  try {
    return [new RegExp(text.slice(prefix.length), `g${flags}`), MASK];
  } catch (error) {
    throw new InputError(
      `Wrong configuration: qualityGates.logs.mask[${index}]: must be a regular expression`,
      error,
    );
  }
}

/** Private keys are many lines: from the first to the last, or to the end of what is here. */
function maskKeys(lines: readonly string[]): string[] {
  let inKey = false;
  return lines.map(line => {
    const begins = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/.test(line);
    const masked = inKey || begins;
    const ends = /-----END [A-Z ]{0,40}PRIVATE KEY-----/.test(line);
    inKey = masked && !ends;
    return masked ? MASK : line;
  });
}
