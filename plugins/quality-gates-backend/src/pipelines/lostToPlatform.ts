import type { FailedWork } from './failedWork';
import type { PipelineRun, PipelineTask } from './types';

/**
 * Seconds of a run in which something waited for a runner or the platform's failing work went on; moments that overlap
 * count once. Null when no source tells of any waiting and the platform did not fail.
 */
export function lostToPlatformSeconds(
  run: PipelineRun,
  tasks: readonly PipelineTask[],
  failed: readonly FailedWork[],
): number | null {
  const spans: [number, number][] = [];
  const add = (from: number | undefined, to: number | undefined) => {
    if (from !== undefined && to !== undefined) {
      spans.push([from, Math.max(from, to)]);
    }
  };
  add(run.queuedAt, run.dequeuedAt);
  for (const task of tasks) {
    if (task.result !== 'skip') add(task.queuedAt, task.startedAt);
  }
  for (const work of failed) add(work.startedAt, work.finishedAt);
  if (spans.length === 0) return null;
  spans.sort(([a], [b]) => a - b);
  let lost = 0;
  let until = -Infinity;
  for (const [from, to] of spans) {
    lost += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return lost / 1000;
}
