import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';

/** A stage as a bar to its median and a whisker to its p95, both fractions (0..1) of the longest p95. */
export interface StageBar {
  readonly stage: string;
  readonly n: number;
  readonly p50Seconds: number | null;
  readonly p95Seconds: number | null;
  readonly failed: number;
  readonly bar: number;
  readonly whisker: number;
}

/** Stages in the order they were given, on one scale that starts at zero. */
export function layoutStages(stages: PipelineStats['stages']): StageBar[] {
  const longest = Math.max(
    0,
    ...stages.map(({ p50Seconds, p95Seconds }) =>
      Math.max(p50Seconds ?? 0, p95Seconds ?? 0),
    ),
  );
  const fraction = (seconds: number | null) =>
    longest > 0 ? (seconds ?? 0) / longest : 0;
  return stages.map(stage => ({
    ...stage,
    bar: fraction(stage.p50Seconds),
    whisker: fraction(stage.p95Seconds),
  }));
}
