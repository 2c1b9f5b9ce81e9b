import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/*
 * The body that both ways of README.md post: a Workflow as Kubernetes holds it, or the part of it that an exit handler
 * can write. Only the fields that are read.
 */

const { listOf, maybeMillis, maybeText, millis, textByKey } = payloadFields;

/** An exit handler can write numbers as text only. */
const seconds = z.coerce.number().nonnegative().optional().catch(undefined);

const node = z.object({
  id: z.string().min(1),
  displayName: maybeText,
  type: z.string(),
  phase: maybeText,
  message: maybeText,
  startedAt: maybeMillis,
  finishedAt: maybeMillis,
  children: listOf(z.string()),
});
/** One node of a Workflow: a pod, a group, a retry, … */
export type Node = z.output<typeof node>;

const parameters = listOf(z.object({ name: z.string(), value: z.unknown() }));

const workflow = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: z.string().min(1),
    uid: z.string().min(1),
    generateName: maybeText,
    creationTimestamp: millis,
    labels: textByKey,
    annotations: textByKey,
  }),
  spec: z
    .object({
      arguments: z.object({ parameters }).nullish(),
      shutdown: maybeText,
      workflowTemplateRef: z.object({ name: maybeText }).nullish(),
    })
    .nullish(),
  status: z
    .object({
      phase: maybeText,
      message: maybeText,
      startedAt: maybeMillis,
      finishedAt: maybeMillis,
      durationSeconds: seconds,
      nodes: z
        .record(z.string(), node)
        .nullish()
        .transform(nodes => Object.values(nodes ?? {})),
    })
    .nullish(),
});
/** An Argo Workflow. */
export type Workflow = z.output<typeof workflow>;

/** What is posted. */
export const workflowPayload = z.object({ workflow });
