import { z } from 'zod';
import { instantSchema } from './primitives';

/** An item of `GET /outbox`: something that leaves because of a verdict. */
export const noticeSchema = z.object({
  id: z.string(),
  /** Type of the notice; with `/{notifier}` once it is addressed to one. */
  kind: z.string(),
  entityRef: z.string(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.number().int(),
  createdAt: instantSchema,
  /** When it is tried next; null unless it waits. */
  nextAt: instantSchema.nullable(),
  lastError: z.string().nullable(),
});
/** See {@link noticeSchema}. */
export type NoticeInfo = z.output<typeof noticeSchema>;
