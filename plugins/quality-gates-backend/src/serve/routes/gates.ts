import {
  gateOutcomeSchema,
  gateSchema,
  pageSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { environmentParameter, pageParameters } from '../query';
import { createRoute } from '../Route';

const gateQuery = z.object({
  environment: environmentParameter,
  ...pageParameters,
});

/** `GET …/gates` */
export const gates = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/gates',
  summary: 'Gates by name, each with its newest outcomes, oldest first.',
  audience: 'entity',
  query: gateQuery,
  answer: pageSchema(gateSchema),
  handle: ({ readers, entityRefs: [entityRef], query }) =>
    readers.gates.listGates({
      entityRef,
      environments: query.environment,
      limit: query.limit,
      cursor: query.cursor,
    }),
});

/** `GET …/gates/{gate}/outcomes` */
export const gateOutcomes = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/gates/:gate/outcomes',
  summary: 'Outcomes of one gate, newest first.',
  audience: 'entity',
  query: gateQuery,
  answer: pageSchema(gateOutcomeSchema),
  handle: ({ readers, entityRefs: [entityRef], query, params }) =>
    readers.gates.listOutcomes({
      entityRef,
      gate: params.gate,
      environments: query.environment,
      limit: query.limit,
      cursor: query.cursor,
    }),
});
