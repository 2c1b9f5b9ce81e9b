import {
  deploymentSchema,
  incidentSchema,
  pageSchema,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { z } from 'zod';
import {
  environmentParameter,
  pageParameters,
  windowParameters,
} from '../query';
import { createRoute, type Call } from '../Route';

const historyQuery = z.object({
  environment: environmentParameter,
  ...windowParameters,
  ...pageParameters,
});

/** `GET …/deployments` */
export const deployments = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/deployments',
  summary: 'Deployments, newest first, with what was made of them.',
  audience: 'entity',
  query: historyQuery,
  answer: pageSchema(deploymentSchema),
  handle: call => call.readers.history.listDeployments(readHistory(call)),
});

/** `GET …/incidents` */
export const incidents = createRoute({
  method: 'get',
  path: '/entities/:kind/:namespace/:name/incidents',
  summary: 'Incidents, newest first, with the deployment they are linked to.',
  audience: 'entity',
  query: historyQuery,
  answer: pageSchema(incidentSchema),
  handle: call => call.readers.history.listIncidents(readHistory(call)),
});

function readHistory({
  entityRefs: [entityRef],
  query: { environment, ...query },
}: Call<z.output<typeof historyQuery>>) {
  return { entityRef, environments: environment, ...query };
}
