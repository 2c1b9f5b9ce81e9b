import { pipelineReportSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import { timezoneParameter, windowParameters } from '../query';
import { createRoute } from '../Route';

/** `GET …/pipelines` */
export const pipelines = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/pipelines',
  summary: 'How healthy the pipelines of an entity are.',
  audience: 'entity',
  query: z.object({
    ...windowParameters,
    timezone: timezoneParameter.optional(),
  }),
  answer: pipelineReportSchema,
  handle: ({ entityRefs: [entityRef], query, readers }) =>
    readers.pipelines.readPipelines({ entityRef, ...query }),
});
