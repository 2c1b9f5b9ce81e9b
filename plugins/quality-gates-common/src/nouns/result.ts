/**
 * How a run, task or deployment ended, in OpenTelemetry's words, with `unknown` where the emitter does not say.
 * Source: semantic-conventions model/cicd/registry.yaml, `cicd.pipeline.result`.
 */
export const RESULTS = [
  'success',
  'failure',
  'error',
  'timeout',
  'cancellation',
  'skip',
  'unknown',
] as const;
/** One of {@link RESULTS}. */
export type Result = (typeof RESULTS)[number];

/**
 * Where something stands: queued, under way, or over. Ties of source time are won by the later phase: terminal over
 * executing over pending.
 */
export const PHASES = ['pending', 'executing', 'terminal'] as const;
/** One of {@link PHASES}. */
export type Phase = (typeof PHASES)[number];

const WORDS: Record<string, Result> = {};
const known: Record<Result, string> = {
  success: 'success ok passed succeeded neutral',
  failure: 'failure failed unstable action_required stale',
  error: 'error startup_failure',
  timeout: 'timeout timed_out',
  cancellation: 'cancellation cancelled canceled aborted',
  skip: 'skip skipped not_built not_executed manual',
  unknown: '',
};
for (const [result, words] of Object.entries(known)) {
  for (const word of words.split(' ').filter(Boolean)) {
    WORDS[word] = result as Result;
  }
}

/**
 * The {@link Result} an emitter's word stands for, case-insensitive; `unknown` for anything else, and for nothing.
 * An unset result is never success.
 *
 * @example
 * ```ts
 * normaliseResult('timed_out'); // 'timeout'
 * normaliseResult(undefined); // 'unknown'
 * ```
 */
export function normaliseResult(word: string | null | undefined): Result {
  const lower = word?.trim().toLocaleLowerCase('en-US') ?? '';
  if (Object.hasOwn(WORDS, lower)) return WORDS[lower];
  return lower.includes('exceededtimeout') ? 'timeout' : 'unknown';
}
