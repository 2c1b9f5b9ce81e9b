import { secondsBetween } from '../instant';
import type { JudgedRun } from './types';

/** What a minute costs on the runner of a job. */
export type FactorOf = (jobName: string) => number;

/** Factors as configured in `qualityGates.pipelines.runnerMultipliers`; 1 where no pattern is found in the name. */
export function createFactorOf(
  rules: readonly { readonly match: string; readonly factor: number }[],
): FactorOf {
  const compiled = rules.map(({ match, factor }) => ({
    pattern: new RegExp(match, 'i'),
    factor,
  }));
  return name =>
    compiled.find(({ pattern }) => pattern.test(name))?.factor ?? 1;
}

/**
 * Minutes of all jobs that ran: as they were, and as they are billed (each rounded up to a minute, times its runner's
 * factor). Null when no job is known.
 */
export function jobMinutes(
  runs: readonly JudgedRun[],
  factorOf: FactorOf,
): { billable: number | null; unrounded: number | null } {
  let count = 0;
  let billable = 0;
  let unrounded = 0;
  for (const task of runs.flatMap(({ tasks }) => tasks)) {
    const seconds = secondsBetween(task.startedAt, task.finishedAt);
    if (seconds === null || task.result === 'skip') continue;
    count += 1;
    billable += Math.ceil(seconds / 60) * factorOf(task.name);
    unrounded += seconds / 60;
  }
  return count > 0
    ? { billable, unrounded }
    : { billable: null, unrounded: null };
}
