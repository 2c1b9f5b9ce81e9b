import { z } from 'zod';
import { instantSchema } from './primitives';

/** 202 of a webhook or plain door, once the delivery is durable. */
export const acceptedSchema = z.object({
  deliveryId: z.string(),
  duplicate: z.boolean(),
});
/** See {@link acceptedSchema}. */
export type Accepted = z.output<typeof acceptedSchema>;

/** `GET /deliveries/{id}`. */
export const deliverySchema = z.object({
  id: z.string(),
  source: z.string(),
  kind: z.string(),
  state: z.enum(['received', 'stored', 'unmapped', 'ignored', 'failed']),
  reason: z.string().optional(),
  facts: z.array(
    z.object({
      type: z.string(),
      key: z.string(),
      entityRefs: z.array(z.string()),
    }),
  ),
  receivedAt: instantSchema,
  processedAt: instantSchema.nullable(),
});
/** See {@link deliverySchema}. */
export type DeliveryInfo = z.output<typeof deliverySchema>;

/** An item of `GET /unmapped`. */
export const unmappedSchema = z.object({
  id: z.string(),
  type: z.string(),
  source: z.string(),
  keys: z.record(z.string(), z.string()),
  reason: z.string(),
  suggestions: z.array(z.object({ annotation: z.string(), value: z.string() })),
  firstAt: instantSchema,
  lastAt: instantSchema,
  count: z.number().int(),
});
/** See {@link unmappedSchema}. */
export type Unmapped = z.output<typeof unmappedSchema>;
