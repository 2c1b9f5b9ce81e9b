import { z } from 'zod';
import { createRoute } from '../Route';

/** `POST /catalog/refresh` */
export const refreshCatalog = createRoute({
  method: 'post',
  path: '/catalog/refresh',
  summary:
    'Reads the catalog at once; answers after unmapped facts were attributed again, whether anything changed.',
  audience: 'admin',
  query: z.object({}),
  answer: z.object({ changed: z.boolean() }),
  handle: async ({ readers }) => ({
    changed: await readers.catalog.refresh(),
  }),
});
