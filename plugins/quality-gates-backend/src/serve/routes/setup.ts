import { setupSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { toInstant } from '../../instant';
import { createRoute } from '../Route';

/** `GET …/setup` */
export const setup = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/setup',
  summary: 'What is known of an entity, and the settings its pages need.',
  audience: 'entity',
  query: z.object({}),
  answer: setupSchema,
  async handle({ readers, entityRefs: [entityRef] }) {
    const [first, environments] = await Promise.all([
      readers.facts.readFirstFacts(entityRef),
      readers.facts.listEnvironments(entityRef),
    ]);
    const firstAt = Object.entries(first).flatMap(([type, at]) =>
      at === undefined ? [] : [[type, toInstant(at)]],
    );
    return {
      firstAt: Object.fromEntries(firstAt),
      environments,
      ...readers.settings,
    };
  },
});
