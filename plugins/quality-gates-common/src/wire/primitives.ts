import { z } from 'zod';

/**
 * An instant as ISO 8601 with a zone, answered as UTC with milliseconds.
 * Inputs with an offset are accepted; a date without a zone is not, because it names no instant.
 */
export const instantSchema = z.iso.datetime({
  offset: true,
  error:
    'must be an ISO 8601 instant with a zone, such as 2025-03-10T12:00:00Z',
});

/** A commit id: 1-64 characters of `[0-9A-Za-z._-]`. */
export const shaSchema = z
  .string()
  .regex(/^[0-9A-Za-z._-]{1,64}$/, 'must be 1-64 characters of [0-9A-Za-z._-]');

/** `kind:namespace/name`; the namespace may be left out, case does not matter. */
export const entityRefSchema = z
  .string()
  .max(400)
  .regex(
    /^[A-Za-z0-9._-]+:([A-Za-z0-9._-]+\/)?[A-Za-z0-9._-]+$/,
    'must be an entity reference such as component:default/checkout',
  );

/** Text that appears on pages: bounded, never empty. */
export const shortTextSchema = z.string().min(1).max(512);
/** A link for people: http or https only, so that nothing executable ever reaches an href. */
export const linkSchema = z
  .string()
  .max(2048)
  .regex(/^https?:\/\//i, 'must be an http or https URL');

/** Every word accepted as `status` on the plain doors. */
export const statusSchema = z
  .string()
  .transform(word => word.toLocaleLowerCase('en-US'))
  .pipe(
    z.enum([
      'pending',
      'queued',
      'in_progress',
      'running',
      'success',
      'succeeded',
      'failure',
      'failed',
      'error',
      'timeout',
      'cancellation',
      'cancelled',
      'canceled',
      'aborted',
      'skip',
    ]),
  );

/** A page of a list. `nextCursor` is null on the last page. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    totalItems: z.number().int().optional(),
  });
}
/** A page of a list, as answered. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  totalItems?: number;
}
