import {
  pageSchema,
  UNMAPPED_REASONS,
  unmappedSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { pageParameters } from '../query';
import { createRoute } from '../Route';

/** `GET /unmapped` */
export const unmapped = createRoute({
  method: 'get',
  path: '/unmapped',
  summary: 'Facts that belong to no entity, and annotations that would help.',
  audience: 'admin',
  query: z.object({
    reason: z.enum(UNMAPPED_REASONS).optional(),
    ...pageParameters,
  }),
  answer: pageSchema(unmappedSchema),
  handle: ({ readers, query }) => readers.unmapped.listUnmapped(query),
});
