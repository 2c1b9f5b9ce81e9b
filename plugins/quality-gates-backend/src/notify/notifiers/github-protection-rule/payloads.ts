import { z } from 'zod';

const environment = z.object({ name: z.string() });

/** `GET …/runs/{id}/pending_deployments` */
export const pendingAnswer = z.array(z.object({ environment }));

/** `GET …/runs/{id}/approvals` */
export const approvalsAnswer = z.array(
  z.object({
    state: z.string(),
    comment: z.string().nullish(),
    environments: z.array(environment),
    user: z.object({ login: z.string() }).nullish(),
  }),
);
