import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/*
 * The body of notifications.yaml: `app` is an Application as Kubernetes holds it. Only the fields that are read; Go
 * writes null for an empty list, and a template writes an empty text for what it does not find.
 */

const { listOf, maybeLink, maybeMillis, maybeText, millis, textByKey } =
  payloadFields;

const texts = listOf(z.string());

const operationState = z.object({
  phase: z.string(),
  startedAt: millis,
  finishedAt: maybeMillis,
  operation: z
    .object({
      initiatedBy: z
        .object({ username: maybeText, automated: z.boolean().nullish() })
        .nullish(),
    })
    .nullish(),
  syncResult: z
    .object({
      resources: z
        .array(z.object({ hookType: maybeText, images: texts }))
        .nullish(),
    })
    .nullish(),
});

const application = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: maybeText,
    labels: textByKey,
    annotations: textByKey,
  }),
  spec: z
    .object({ destination: z.object({ namespace: maybeText }).nullish() })
    .nullish(),
  status: z
    .object({
      operationState: operationState.nullish(),
      health: z
        .object({ status: maybeText, lastTransitionTime: maybeMillis })
        .nullish(),
      reconciledAt: maybeMillis,
      summary: z.object({ images: texts }).nullish(),
    })
    .nullish(),
});
/** An Argo CD Application. */
export type Application = z.output<typeof application>;
/** The last sync of an Application, under way or over. */
export type OperationState = z.output<typeof operationState>;

/** What the template of notifications.yaml posts. */
export const notificationPayload = z.object({
  app: application,
  environment: maybeText,
  context: z.object({ argocdUrl: maybeLink }).nullish(),
});
/** See {@link notificationPayload}. */
export type NotificationPayload = z.output<typeof notificationPayload>;
