import { z } from 'zod';

const seconds = z.number().nullable();
const ratio = z.number().min(0).max(1).nullable();

/**
 * Which threshold of a pipeline is crossed. `cause` names the stage, suite or job that did it, where one did.
 * `limit` and `value` are in the unit of the code: seconds, or a ratio of 0 to 1.
 */
export const pipelineAlertSchema = z.object({
  code: z.string(),
  value: z.number(),
  limit: z.number(),
  cause: z.string().optional(),
});
/** See {@link pipelineAlertSchema}. */
export type PipelineAlert = z.output<typeof pipelineAlertSchema>;

/**
 * An item of `GET …/pipelines`: one pipeline of an entity in the window, pull-request runs apart. Null = nothing to
 * compute it from, never zero. Definitions: docs/pipelines.md.
 */
export const pipelineStatsSchema = z.object({
  pipeline: z.string(),
  scope: z.enum(['default-branch', 'pull-request']),
  /** Finished runs in the window. */
  n: z.number().int(),
  p50Seconds: seconds,
  p95Seconds: seconds,
  queueMedianSeconds: seconds,
  /** Failures that are not the platform's, over runs that passed or failed so. */
  failureRatio: ratio,
  failures: z.object({ failed: z.number().int(), of: z.number().int() }),
  /** Finished runs by whose failure they are. */
  attribution: z.object({
    change: z.number().int(),
    platform: z.number().int(),
    flaky: z.number().int(),
    unknown: z.number().int(),
  }),
  /** Tests and jobs that failed and passed on the same commit, over all that ran. */
  flakyRatio: ratio,
  flaky: z.array(z.object({ name: z.string(), count: z.number().int() })),
  cacheHitRatio: ratio,
  /** From the push to the end of the first job. */
  feedbackP95Seconds: seconds,
  /** From the first failed run to the next success of the same branch and pipeline. */
  timeToGreenMedianSeconds: seconds,
  timeToGreenP95Seconds: seconds,
  /** New attempts of the same commit without a new one. */
  blindReruns: z.number().int(),
  /** Job durations rounded up to a minute, beside the unrounded sum. */
  billableMinutes: z.number().nullable(),
  jobMinutes: z.number().nullable(),
  /** p95 of scan tasks and of security gates from asked to decided. */
  securityGateLatencyP95Seconds: seconds,
  /** Failed runs whose next success came from the owning group, over those whose actor is known. */
  selfServiceRatio: ratio,
  selfService: z.object({
    own: z.number().int(),
    of: z.number().int(),
    unknownActors: z.number().int(),
  }),
  stages: z.array(
    z.object({
      stage: z.string(),
      n: z.number().int(),
      p50Seconds: seconds,
      p95Seconds: seconds,
      failed: z.number().int(),
    }),
  ),
  suites: z.array(
    z.object({ suite: z.string(), n: z.number().int(), p95Seconds: seconds }),
  ),
  /** The window in equal parts (days, weeks from 60 days on), oldest first. */
  series: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      n: z.number().int(),
      failed: z.number().int(),
      p50Seconds: seconds,
      p95Seconds: seconds,
      queueMedianSeconds: seconds,
    }),
  ),
  alerts: z.array(pipelineAlertSchema),
});
/** See {@link pipelineStatsSchema}. */
export type PipelineStats = z.output<typeof pipelineStatsSchema>;

/** `GET …/pipelines`: the pipelines, and what holds for the entity as a whole. */
export const pipelineReportSchema = z.object({
  items: z.array(pipelineStatsSchema),
  nextCursor: z.string().nullable(),
  window: z.object({
    from: z.string(),
    to: z.string(),
    timezone: z.string(),
  }),
  /** Runs were left out because there are more than are looked at. */
  truncated: z.boolean(),
  /** Open to merged, of the changes merged in the window. */
  changeCycleMedianSeconds: seconds,
  changeCycleN: z.number().int(),
  /** Findings of security scans, newest week last. */
  findings: z.array(
    z.object({
      weekFrom: z.string(),
      critical: z.number().int(),
      high: z.number().int(),
      medium: z.number().int(),
      low: z.number().int(),
    }),
  ),
  /** Thresholds that concern the entity and no single pipeline. */
  alerts: z.array(pipelineAlertSchema),
});
/** See {@link pipelineReportSchema}. */
export type PipelineReport = z.output<typeof pipelineReportSchema>;
