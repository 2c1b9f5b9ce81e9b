import { doraReportSchema } from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import {
  entityRefsParameter,
  environmentParameter,
  timezoneParameter,
  windowParameters,
} from '../query';
import { createRoute, type Call } from '../Route';

const reportParameters = {
  environment: environmentParameter,
  ...windowParameters,
  timezone: timezoneParameter.optional(),
  bucket: z.enum(['day', 'week', 'month']).optional(),
  benchmarkYear: z
    .enum(['2023', 'none'], 'must be 2023 or none')
    .transform(year => (year === 'none' ? null : Number(year)))
    .optional(),
  countBy: z.enum(['version']).optional(),
  compare: z.enum(['previous']).optional(),
};
const reportQuery = z.object(reportParameters);

/** `GET /entities/{kind}/{namespace}/{name}/dora` */
export const entityDora = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/dora',
  summary: 'The DORA report of one entity.',
  audience: 'entity',
  query: reportQuery,
  answer: doraReportSchema,
  handle: readReport,
});

/** `GET /dora?entityRef=…` */
export const pooledDora = createRoute({
  method: 'get',
  path: '/dora',
  summary: 'The DORA report of several entities, their samples pooled.',
  audience: 'entities',
  query: z.object({ entityRef: entityRefsParameter, ...reportParameters }),
  answer: doraReportSchema,
  handle: readReport,
});

function readReport(call: Call<z.output<typeof reportQuery>>) {
  const { environment, from, to, timezone, bucket } = call.query;
  return call.readers.dora.readDora({
    entityRefs: call.entityRefs,
    environments: environment,
    from,
    to,
    timezone,
    bucket,
    countBy: call.query.countBy,
    benchmarkYear: call.query.benchmarkYear,
    compare: call.query.compare,
  });
}
