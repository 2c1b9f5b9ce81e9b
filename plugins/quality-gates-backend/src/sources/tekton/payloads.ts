import { linkSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/* Only the fields that are read of a PipelineRun and a TaskRun; v1 and v1beta1 agree in all of them. */

const { listOf, maybeMillis, maybeText, millis, textByKey } = payloadFields;

const metadata = z.object({
  name: z.string().min(1),
  namespace: z.string().min(1),
  uid: z.string().min(1),
  creationTimestamp: millis,
  labels: textByKey,
  annotations: textByKey,
  ownerReferences: listOf(
    z.object({ kind: z.string(), name: z.string(), uid: z.string() }),
  ),
});
/** Name, labels and annotations of a PipelineRun or TaskRun. */
export type Metadata = z.output<typeof metadata>;

/** A parameter's value may be a list or an object. */
const params = listOf(z.object({ name: z.string(), value: z.unknown() }));
/** Parameters of a PipelineRun or TaskRun. */
export type Params = z.output<typeof params>;

const conditions = listOf(
  z.object({
    type: z.string(),
    status: z.string(),
    reason: maybeText,
    lastTransitionTime: maybeMillis,
  }),
);
const times = {
  conditions,
  startTime: maybeMillis,
  completionTime: maybeMillis,
};
const attempt = z.object({
  ...times,
  steps: listOf(
    z.object({
      running: z.object({ startedAt: maybeMillis }).nullish(),
      terminated: z.object({ startedAt: maybeMillis }).nullish(),
    }),
  ),
});
/** How one try of a TaskRun stands. */
export type Attempt = z.output<typeof attempt>;
/** What {@link Attempt} and the status of a PipelineRun have in common. */
export type Status = Pick<Attempt, keyof typeof times>;

/** `dev.tekton.event.pipelinerun.*`. */
export const pipelineRunPayload = z.object({
  pipelineRun: z.object({
    metadata,
    spec: z
      .object({ params, pipelineRef: z.object({ name: maybeText }).nullish() })
      .nullish(),
    status: z
      .object({
        ...times,
        skippedTasks: listOf(z.object({ name: z.string() })),
      })
      .nullish(),
  }),
});
/** `dev.tekton.event.taskrun.*`. */
export const taskRunPayload = z.object({
  taskRun: z.object({
    metadata,
    spec: z
      .object({ params, taskRef: z.object({ name: maybeText }).nullish() })
      .nullish(),
    status: attempt.extend({ retriesStatus: listOf(attempt) }).nullish(),
  }),
});

/** The text, where it is an http or https URL: pages make links of these. */
export function linkOf(text: string | undefined): string | undefined {
  return linkSchema.safeParse(text).data;
}
