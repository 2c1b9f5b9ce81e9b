import {
  normaliseStage,
  type Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { CacheReportData } from '@quality-gates/backstage-plugin-quality-gates-node';
import { hasFailed, type JudgedRun } from './types';

/**
 * Hits over all that was asked of caches; null when nothing was. Uploaded statistics where there are any, as they
 * count every look-up; else the steps: `cicd.cache.hit`, or how a step or job named restore cache ended. One without
 * a known outcome is not counted.
 */
export function cacheHitRatio(
  runs: readonly JudgedRun[],
  reports: readonly Pick<CacheReportData, 'hits' | 'misses'>[],
): number | null {
  const asked = reports.reduce(
    (sum, { hits, misses }) => sum + hits + misses,
    0,
  );
  if (asked > 0) {
    return reports.reduce((sum, { hits }) => sum + hits, 0) / asked;
  }
  const outcomes = runs.flatMap(outcomesOf);
  if (outcomes.length === 0) return null;
  return outcomes.filter(Boolean).length / outcomes.length;
}

function outcomesOf({ digest, tasks }: JudgedRun): boolean[] {
  const steps = (digest?.steps ?? []).flatMap(step => {
    if (step.cacheHit !== undefined) return step.cacheHit;
    return restores(step.name) ? hitOf(step.result) : [];
  });
  const jobs = tasks.flatMap(task =>
    restores(task.name) ? hitOf(task.result) : [],
  );
  return [...steps, ...jobs];
}

function restores(name: string): boolean {
  return normaliseStage(name) === 'restore-cache';
}

function hitOf(result: Result): boolean[] {
  if (result === 'success') return [true];
  return hasFailed(result) ? [false] : [];
}
