import { gateDuration } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/** Parameters of the kind `approval`. */
export const params = z.strictObject({
  /** Groups of which a member, and users of whom each, may approve. */
  from: z
    .array(
      z
        .string()
        .max(512)
        .regex(
          /^(group|user):[^:/\s]+\/[^:/\s]+$/i,
          'must be a group or user such as group:default/payments-leads',
        ),
    )
    .min(1)
    .max(50),
  /** How many people must approve. */
  count: z.number().int().min(1).max(20).default(1),
  /** Who asked for or made the change may not approve. */
  notRequester: z.boolean().default(true),
  /** How long an approval holds. */
  expiresAfter: gateDuration().optional(),
  /** What an approval holds for: always the version and its artifact; with `evidence` what the gates had seen. */
  boundTo: z
    .array(z.enum(['version', 'evidence']))
    .min(1)
    .default(['version']),
});
