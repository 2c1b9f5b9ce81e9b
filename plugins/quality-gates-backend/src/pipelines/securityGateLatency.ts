import { secondsBetween } from '../instant';
import { percentile } from './percentile';
import type { StageOf } from './stageOf';
import type { JudgedRun } from './types';

/** p95 of the scan tasks, from asked (queued, else started) to decided, in seconds; null without any. */
export function securityGateLatency(
  runs: readonly JudgedRun[],
  stageOf: StageOf,
): number | null {
  const seconds = runs
    .flatMap(({ tasks }) => tasks)
    .filter(task => task.result !== 'skip' && stageOf(task) === 'scan')
    .flatMap(
      task =>
        secondsBetween(task.queuedAt ?? task.startedAt, task.finishedAt) ?? [],
    );
  return percentile(seconds, 0.95);
}
