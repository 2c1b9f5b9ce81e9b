import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/*
 * The body of notifications.yaml: a Rollout and its AnalysisRuns as Kubernetes holds them. Only the fields that are
 * read; Go writes null for what is not there.
 */

const { listOf, maybeMillis, maybeText, textByKey } = payloadFields;

const count = z
  .number()
  .nullish()
  .transform(n => n ?? 0);

const metadata = z.object({
  name: z.string().min(1),
  namespace: maybeText,
  uid: maybeText,
  labels: textByKey,
  annotations: textByKey,
});

const rollout = z.object({
  metadata,
  spec: z
    .object({
      template: z
        .object({
          spec: z
            .object({ containers: listOf(z.object({ image: z.string() })) })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
  status: z
    .object({
      phase: maybeText,
      abortedAt: maybeMillis,
      conditions: listOf(z.object({ lastUpdateTime: maybeMillis })),
      pauseConditions: listOf(z.object({ startTime: maybeMillis })),
    })
    .nullish(),
});
/** An Argo Rollout. */
export type Rollout = z.output<typeof rollout>;

const metricResult = z.object({
  name: z.string(),
  phase: maybeText,
  dryRun: z.boolean().nullish(),
  successful: count,
  failed: count,
  inconclusive: count,
  error: count,
  message: maybeText,
  measurements: listOf(z.object({ value: maybeText, finishedAt: maybeMillis })),
});
/** What a metric of an AnalysisRun saw. */
export type MetricResult = z.output<typeof metricResult>;

const analysisRun = z.object({
  metadata,
  status: z
    .object({
      phase: maybeText,
      message: maybeText,
      startedAt: maybeMillis,
      completedAt: maybeMillis,
      metricResults: listOf(metricResult),
    })
    .nullish(),
});
/** An AnalysisRun of a Rollout's revision. */
export type AnalysisRun = z.output<typeof analysisRun>;

/** What the templates of notifications.yaml post. */
export const notificationPayload = z.object({
  rollout,
  analysisRuns: listOf(analysisRun),
  trigger: z.string().min(1),
  environment: maybeText,
  sentAt: maybeMillis,
});
/** See {@link notificationPayload}. */
export type NotificationPayload = z.output<typeof notificationPayload>;
