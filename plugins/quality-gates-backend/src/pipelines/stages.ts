import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import { secondsBetween } from '../instant';
import { percentile } from './percentile';
import type { StageOf } from './stageOf';
import { hasFailed, type JudgedRun } from './types';

type Stage = PipelineStats['stages'][number];

const ORDER = [
  'checkout',
  'restore-cache',
  'build',
  'lint',
  'test',
  'scan',
  'push',
  'deploy',
];

/** Durations of the jobs, checkouts and caches of these runs by stage, in the order pipelines have them. */
export function stages(runs: readonly JudgedRun[], stageOf: StageOf): Stage[] {
  const found = new Map<string, { seconds: number[]; failed: number }>();
  for (const { stage, seconds, failed } of runs.flatMap(workOf)) {
    const all = found.get(stage) ?? { seconds: [], failed: 0 };
    all.seconds.push(seconds);
    if (failed) all.failed += 1;
    found.set(stage, all);
  }
  return [...found]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([stage, { seconds, failed }]) => ({
      stage,
      n: seconds.length,
      p50Seconds: percentile(seconds, 0.5),
      p95Seconds: percentile(seconds, 0.95),
      failed,
    }));

  function workOf({ tasks, digest }: JudgedRun) {
    const jobs = tasks.map(task => ({
      name: task.name,
      stage: task.stage,
      result: task.result,
      seconds: secondsBetween(task.startedAt, task.finishedAt),
    }));
    return [...jobs, ...(digest?.steps ?? [])].flatMap(work => {
      const { seconds, result } = work;
      if (seconds === null || result === 'skip') return [];
      return { stage: stageOf(work), seconds, failed: hasFailed(result) };
    });
  }
}

function rank(stage: string): number {
  const index = ORDER.indexOf(stage);
  return index === -1 ? ORDER.length : index;
}
