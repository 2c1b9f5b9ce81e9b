import { z } from 'zod';
import { instantSchema } from './primitives';

const reason = z.string().nullable();
const count = z.number().int();

/** Performance bands of the 2023 report; see docs/dora.md. */
export const bandSchema = z.enum(['elite', 'high', 'medium', 'low']);
/** See {@link bandSchema}. */
export type Band = z.output<typeof bandSchema>;

/** A 95 % interval in the unit of its number: Wilson for ratios, order statistics for medians (n below 30). */
export const intervalSchema = z.object({ low: z.number(), high: z.number() });
/** See {@link intervalSchema}. */
export type Interval = z.output<typeof intervalSchema>;

const numbers = {
  deploymentFrequency: z.object({
    count: count.nullable(),
    perDay: z.number().nullable(),
    perWeek: z.number().nullable(),
    reason,
  }),
  attempts: z.object({ failed: count, cancelled: count, pending: count }),
  changeLeadTime: z.object({
    medianSeconds: z.number().nullable(),
    p90Seconds: z.number().nullable(),
    minSeconds: z.number().nullable(),
    maxSeconds: z.number().nullable(),
    n: count,
    interval: intervalSchema.nullable(),
    reason,
  }),
  changeFailRate: z.object({
    ratio: z.number().nullable(),
    failed: count,
    deployments: count,
    interval: intervalSchema.nullable(),
    reason,
  }),
  recoveryTime: z.object({
    medianSeconds: z.number().nullable(),
    n: count,
    openFailures: count,
    interval: intervalSchema.nullable(),
    reason,
  }),
  reworkRate: z.object({
    ratio: z.number().nullable(),
    rework: count,
    deployments: count,
    interval: intervalSchema.nullable(),
    reason,
  }),
};

/** The window a report is about, half-open, and the zone of its calendar buckets. */
export const windowSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  timezone: z.string(),
});

/**
 * `GET …/dora`. Definitions: docs/dora.md. `null` is "no data" with a reason, never 0.
 */
export const doraReportSchema = z.object({
  entityRef: z.string().nullable(),
  entityRefs: z.array(z.string()),
  environments: z.array(z.string()),
  window: windowSchema,
  ...numbers,
  incidents: z.object({ total: count, linked: count, unlinked: count }),
  coverage: z.object({ deploymentsWithCommits: count, deployments: count }),
  dataQuality: z.array(z.object({ code: z.string(), count })),
  bands: z
    .object({
      year: count,
      deploymentFrequency: bandSchema.nullable(),
      changeLeadTime: bandSchema.nullable(),
      changeFailRate: bandSchema.nullable(),
      recoveryTime: bandSchema.nullable(),
    })
    .nullable(),
  series: z.array(
    z.object({
      from: instantSchema,
      to: instantSchema,
      deployments: count,
      failed: count,
      rework: count,
      leadTimeMedianSeconds: z.number().nullable(),
      recoveryMedianSeconds: z.number().nullable(),
    }),
  ),
  evidence: z.object({
    deploymentIds: z.array(z.string()),
    failedDeploymentIds: z.array(z.string()),
    reworkDeploymentIds: z.array(z.string()),
    truncated: z.boolean(),
  }),
  /** With `compare=previous`: the same numbers for the window of equal length that ends at `from`. */
  previous: z.object({ window: windowSchema, ...numbers }).optional(),
});
/** See {@link doraReportSchema}. */
export type DoraReport = z.output<typeof doraReportSchema>;
