import { hasFailed, type JudgedRun } from './types';

/**
 * Failed runs over those that passed or failed. Failures of the platform are in neither; cancelled and skipped runs
 * are no answer. Null without any.
 */
export function failureRatio(runs: readonly JudgedRun[]): {
  ratio: number | null;
  failed: number;
  of: number;
} {
  const counted = runs.filter(
    run =>
      run.result === 'success' ||
      (hasFailed(run.result) && run.verdict !== 'platform'),
  );
  const failed = counted.filter(run => hasFailed(run.result)).length;
  const of = counted.length;
  return { ratio: of > 0 ? failed / of : null, failed, of };
}
