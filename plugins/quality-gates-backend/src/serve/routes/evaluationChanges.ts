import { NotAllowedError } from '@backstage/errors';
import {
  approvalSchema,
  evaluationSchema,
  overrideSchema,
  qualityGatesEvaluationApprovePermission,
  qualityGatesEvaluationBreakGlassPermission,
  qualityGatesEvaluationCreatePermission,
  qualityGatesEvaluationInvalidatePermission,
  qualityGatesEvaluationWaivePermission,
  type Evaluation,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { z } from 'zod';
import type { Readers } from '../readers';
import { createRoute, type Call, type Route } from '../Route';
import { requireEvaluation } from './evaluations';

type Change = Parameters<Readers['evaluations']['change']>[0];

/** `POST /evaluations/{id}/approvals` */
export const approve = createRoute({
  method: 'post',
  path: '/evaluations/:id/approvals',
  summary: 'Approves or rejects; people only, and nobody their own work.',
  audience: 'asker',
  audit: { eventId: 'evaluation-approval', severity: 'high' },
  query: z.object({}),
  body: approvalSchema,
  answer: evaluationSchema,
  handle: call =>
    changeAsPerson(call, 'approve', qualityGatesEvaluationApprovePermission),
});

/** `POST /evaluations/{id}/waivers` */
export const waive = overrideRoute({
  path: '/evaluations/:id/waivers',
  summary:
    'Waives a failed gate for a while; where the policy wants a second person, the same again by that person confirms it.',
  change: 'waive',
  permission: qualityGatesEvaluationWaivePermission,
});

/** `POST /evaluations/{id}/break-glass` */
export const breakGlass = overrideRoute({
  path: '/evaluations/:id/break-glass',
  summary: 'Lets the version go for a short while, whatever its gates say.',
  change: 'breakGlass',
  severity: 'critical',
  permission: qualityGatesEvaluationBreakGlassPermission,
});

/** `POST /evaluations/{id}/invalidate` */
export const invalidate = overrideRoute({
  path: '/evaluations/:id/invalidate',
  summary: 'Marks a verdict as not to be used; it leaves every baseline.',
  change: 'invalidate',
  permission: qualityGatesEvaluationInvalidatePermission,
});

/** `POST /evaluations/{id}/claims` */
export const claim = overrideRoute({
  path: '/evaluations/:id/claims',
  summary: 'Says "I am looking at it".',
  change: 'claim',
  severity: 'medium',
  permission: qualityGatesEvaluationApprovePermission,
});

/** `POST /evaluations/{id}/rerun` */
export const rerun = createRoute({
  method: 'post',
  path: '/evaluations/:id/rerun',
  summary: 'Asks again: one gate, or all.',
  audience: 'asker',
  audit: { eventId: 'evaluation-rerun', severity: 'medium' },
  query: z.object({}),
  body: overrideSchema,
  answer: evaluationSchema,
  async handle(call) {
    const { caller, readers, params, body } = call;
    const entityRef = await requireEvaluation(call);
    await caller.requirePermission(
      qualityGatesEvaluationCreatePermission,
      entityRef,
    );
    const { environment } = await readers.evaluations.placeOf(params.id);
    await caller.requirePlace(entityRef, environment);
    const groups = await caller.groups();
    const person = { ref: caller.name, groups };
    return readers.evaluations.change('rerun', params.id, person, body);
  },
});

function overrideRoute(options: {
  readonly path: string;
  readonly summary: string;
  readonly change: Exclude<Change, 'approve'>;
  readonly permission: ResourcePermission;
  /** By default `high`: it changes what may be deployed. */
  readonly severity?: NonNullable<Route['audit']>['severity'];
}): Route {
  const { path, summary, change, permission, severity = 'high' } = options;
  return createRoute({
    method: 'post',
    ...{ path, summary },
    audience: 'asker',
    audit: { eventId: `evaluation-${path.split('/').at(-1)}`, severity },
    query: z.object({}),
    body: overrideSchema,
    answer: evaluationSchema,
    handle: call => changeAsPerson(call, change, permission),
  });
}

/** Only people change decisions, and only where a permission framework says which of them. */
async function changeAsPerson(
  call: Call<unknown, unknown>,
  change: Change,
  permission: ResourcePermission,
): Promise<Evaluation> {
  const { caller, readers, params } = call;
  if (caller.type !== 'user') {
    throw new NotAllowedError(
      `${permission.name} is for people, never for a ${caller.type}`,
    );
  }
  const entityRef = await requireEvaluation(call);
  caller.requireOverrides();
  await caller.requirePermission(permission, entityRef);
  const person = { ref: caller.name, groups: await caller.groups() };
  return readers.evaluations.change(change, params.id, person, call.body);
}
