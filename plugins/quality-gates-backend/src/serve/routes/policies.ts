import {
  effectivePolicySchema,
  lintAnswerSchema,
  policySummarySchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { createRoute } from '../Route';

/** `GET …/policy?environment=` */
export const effectivePolicy = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/policy',
  summary:
    'The policy that holds for an entity in an environment, with the origin of every value.',
  audience: 'entity',
  query: z.object({
    environment: z.string().min(1).max(512).default('production'),
  }),
  answer: effectivePolicySchema,
  handle: ({ readers, entityRefs: [entityRef], query }) =>
    readers.policies.readEffective(entityRef, query.environment),
});

/** `GET /policies` */
export const policies = createRoute({
  method: 'get',
  path: '/policies',
  summary: 'Policies of app-config, each with what is wrong with it.',
  audience: 'reader',
  query: z.object({}),
  answer: z.object({ items: z.array(policySummarySchema) }),
  handle: async ({ readers }) => ({ items: readers.policies.list() }),
});

/** `POST /policies/lint` */
export const lintPolicy = createRoute({
  method: 'post',
  path: '/policies/lint',
  summary: 'What is wrong or dangerous in a policy, as an object or as YAML.',
  audience: 'reader',
  query: z.object({}),
  body: z.union([
    z.strictObject({ yaml: z.string().max(100_000) }),
    z.strictObject({ policy: z.record(z.string(), z.unknown()) }),
  ]),
  answer: lintAnswerSchema,
  handle: async ({ readers, body }) =>
    readers.policies.lint('yaml' in body ? body.yaml : body.policy),
});

/** `GET /gate-policy.schema.json` */
export const policySchema = createRoute({
  method: 'get',
  path: '/gate-policy.schema.json',
  summary: 'JSON Schema of policies with the kinds of gates that are here.',
  audience: 'reader',
  query: z.object({}),
  answer: z.record(z.string(), z.unknown()),
  handle: async ({ readers }) => readers.policies.schema(),
});
