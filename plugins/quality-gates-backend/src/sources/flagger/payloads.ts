import { payloadFields } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/* The body of Flagger's webhooks. Only the fields that are read; all of `metadata` is text. */

const { maybeText } = payloadFields;

/** What a webhook of type `event` posts, and what those of other types do, which have no `timestamp`. */
export const canaryPayload = z.object({
  name: z.string().min(1),
  namespace: z.string().min(1),
  phase: z.string(),
  checksum: maybeText,
  metadata: z
    .object({
      /** Milliseconds since the epoch. */
      timestamp: z
        .string()
        .regex(/^\d{1,15}$/, 'must be milliseconds since the epoch')
        .transform(Number)
        .nullish(),
      eventMessage: maybeText,
      entityRef: maybeText,
      environment: maybeText,
      version: maybeText,
      commit: maybeText,
    })
    .nullish(),
});
/** See {@link canaryPayload}. */
export type CanaryPayload = z.output<typeof canaryPayload>;
