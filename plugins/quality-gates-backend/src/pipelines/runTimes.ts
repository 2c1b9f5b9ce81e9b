import { secondsBetween } from '../instant';
import type { JudgedRun, PipelineRun } from './types';

/** Seconds from the start to the end of a run; null while either is unknown. */
export function durationSeconds(
  run: Pick<PipelineRun, 'startedAt' | 'finishedAt'>,
): number | null {
  return secondsBetween(run.startedAt, run.finishedAt);
}

/** Seconds a run waited before it began; null when no source tells. */
export function queueSeconds(
  run: Pick<PipelineRun, 'queuedAt' | 'dequeuedAt'>,
): number | null {
  return secondsBetween(run.queuedAt, run.dequeuedAt);
}

/** Seconds from the push (else the start) to the end of the first job that ran; null without one. */
export function feedbackSeconds(run: JudgedRun): number | null {
  const ends = run.tasks
    .filter(task => task.result !== 'skip')
    .flatMap(task => task.finishedAt ?? []);
  if (ends.length === 0) return null;
  return secondsBetween(run.queuedAt ?? run.startedAt, Math.min(...ends));
}

/** The values that are known. */
export function known<T>(values: readonly (T | null)[]): T[] {
  return values.filter(value => value !== null);
}
