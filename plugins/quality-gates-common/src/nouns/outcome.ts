/** What one gate's judgement can be. */
export const OUTCOMES = [
  'pass',
  'warn',
  'fail',
  'error',
  'inconclusive',
  'pending',
  'skipped',
] as const;
/** One of {@link OUTCOMES}. */
export type Outcome = (typeof OUTCOMES)[number];
