import { z } from 'zod';
import { rankSeverity } from './severity';

const name = z.string().min(1).max(512);

/** Parameters of the kind `incidents`. */
export const params = z.strictObject({
  /** Instances of `qualityGates.sources` that must have reported before, and whose incidents count; default: any. */
  sources: z.array(name).min(1).max(20).optional(),
  /** Incidents that carry one of these labels with another value do not count. */
  match: z.record(name, name).optional(),
  /** Least severe that counts: `P2`, `SEV1`, `high`, …; an incident without a known severity counts always. */
  minSeverity: z
    .string()
    .refine(word => rankSeverity(word) !== undefined, {
      message: 'must be a severity such as P2, SEV1 or high',
    })
    .optional(),
  /** Drills do not count. */
  ignoreDrills: z.boolean().default(true),
  /** How incidents add up. */
  combine: z.enum(['any-open-blocks']).default('any-open-blocks'),
});
