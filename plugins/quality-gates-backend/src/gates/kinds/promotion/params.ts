import { gateDuration } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/** Parameters of the kind `promotion`. */
export const params = z.strictObject({
  /** The environment before this one. */
  after: z.string().min(1).max(128),
  /** The artifact must be the same, by its digest. */
  sameArtifact: z.boolean().default(false),
  /** How long it must have been there. */
  minSoak: gateDuration().optional(),
  /** What its last post-deploy evaluation there must have said: `pass` = allow, `warn` = allow, also with warnings. */
  requireVerdict: z.enum(['pass', 'warn']).optional(),
  /** How long ago it may have got there. */
  lastWithin: gateDuration().optional(),
});
