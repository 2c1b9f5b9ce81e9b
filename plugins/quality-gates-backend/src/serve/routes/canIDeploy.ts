import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  entityRefSchema,
  evaluationRequestSchema,
  evaluationSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { createRoute } from '../Route';

/** `GET /can-i-deploy` */
export const canIDeploy = createRoute({
  method: 'get',
  path: '/can-i-deploy',
  summary:
    'What the recorded verdicts and measurements say; asks no gate, and what nobody measured decides nothing.',
  audience: 'asker',
  query: z.object({
    entityRef: entityRefSchema,
    environment: evaluationRequestSchema.shape.environment,
    version: evaluationRequestSchema.shape.version,
    phase: evaluationRequestSchema.shape.phase.default('pre-deploy'),
  }),
  answer: evaluationSchema,
  async handle({ readers, caller, query }) {
    const entityRef = stringifyEntityRef(parseEntityRef(query.entityRef));
    await caller.requireEntities([entityRef]);
    await caller.requirePlace(entityRef, query.environment);
    return readers.evaluations.canIDeploy({ ...query, entityRef });
  },
});
