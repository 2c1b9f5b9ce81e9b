import {
  deployableSchema,
  environmentStateSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { createRoute } from '../Route';

/** `GET …/environments` */
export const environments = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/environments',
  summary:
    'Environments in promotion order: what runs there, what could go there next, the last verdict.',
  audience: 'entity',
  query: z.object({}),
  answer: z.array(environmentStateSchema),
  handle: ({ readers, entityRefs: [entityRef] }) =>
    readers.versions.listEnvironments(entityRef),
});

/** `GET …/deployable?environment=` */
export const deployable = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/deployable',
  summary:
    'The newest version that would be allowed, and the verdicts of versions and environments.',
  audience: 'entity',
  query: z.object({ environment: z.string().min(1).max(512).optional() }),
  answer: deployableSchema,
  handle: ({ readers, entityRefs: [entityRef], query }) =>
    readers.versions.readDeployable(entityRef, query.environment),
});
