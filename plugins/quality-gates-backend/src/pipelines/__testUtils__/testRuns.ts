import type { JudgedRun, PipelineTask } from '../types';

/** Monday, 2026-11-16T10:00:00Z, and n minutes after it. */
export function minute(n: number): number {
  return Date.UTC(2026, 10, 16, 10) + n * 60_000;
}

let count = 0;

/** A run of ten minutes on main that passed, after a minute in the queue. */
export function makeRun(given: Partial<JudgedRun> = {}): JudgedRun {
  count += 1;
  const { startedAt = minute(0) } = given;
  return {
    key: `run-${count}#1`,
    pipeline: 'ci',
    branch: 'main',
    commit: `c${count}`,
    attempt: 1,
    result: 'success',
    queuedAt: startedAt - 60_000,
    dequeuedAt: startedAt,
    startedAt,
    finishedAt: startedAt + 600_000,
    tasks: [],
    verdict: null,
    ...given,
  };
}

/** As {@link makeRun}, failed. */
export function makeFailedRun(given: Partial<JudgedRun> = {}): JudgedRun {
  return makeRun({ result: 'failure', verdict: 'change', ...given });
}

/** A job of two minutes that passed. */
export function makeTask(
  name: string,
  given: Partial<PipelineTask> = {},
): PipelineTask {
  const { startedAt = minute(0) } = given;
  return {
    key: name,
    runKey: 'run',
    name,
    result: 'success',
    startedAt,
    finishedAt: startedAt + 120_000,
    ...given,
  };
}
