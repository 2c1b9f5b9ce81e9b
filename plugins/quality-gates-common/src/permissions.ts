import { createPermission } from '@backstage/plugin-permission-common';

/** Opens the plugin. Seeing one entity's facts is the catalog's own `catalog.entity.read`. */
export const qualityGatesReadPermission = createPermission({
  name: 'quality-gates.read',
  attributes: { action: 'read' },
});

/** The platform team's pages: unmapped facts, deliveries of every sender, catalog refresh. */
export const qualityGatesAdminPermission = createPermission({
  name: 'quality-gates.admin',
  attributes: { action: 'update' },
});

/** Of the catalog: rules such as `IS_ENTITY_OWNER` apply to the permissions below. */
const resourceType = 'catalog-entity';

/** Asking whether a version of an entity may be deployed, and asking again. */
export const qualityGatesEvaluationCreatePermission = createPermission({
  name: 'quality-gates.evaluation.create',
  attributes: { action: 'create' },
  resourceType,
});

/** Approving and rejecting, and saying "I am looking at it". People only. */
export const qualityGatesEvaluationApprovePermission = createPermission({
  name: 'quality-gates.evaluation.approve',
  attributes: { action: 'update' },
  resourceType,
});

/** Waiving a failed gate for a while. People only. */
export const qualityGatesEvaluationWaivePermission = createPermission({
  name: 'quality-gates.evaluation.waive',
  attributes: { action: 'update' },
  resourceType,
});

/** Letting a version go whatever its gates say. People only. */
export const qualityGatesEvaluationBreakGlassPermission = createPermission({
  name: 'quality-gates.evaluation.break-glass',
  attributes: { action: 'update' },
  resourceType,
});

/** Marking a verdict as not to be used. People only. */
export const qualityGatesEvaluationInvalidatePermission = createPermission({
  name: 'quality-gates.evaluation.invalidate',
  attributes: { action: 'update' },
  resourceType,
});

/** Trying a draft of a policy on what was recorded. */
export const qualityGatesPolicyReplayPermission = createPermission({
  name: 'quality-gates.policy.replay',
  attributes: { action: 'read' },
});

/** Every permission of this plugin, for the permission integration router. */
export const qualityGatesPermissions = [
  qualityGatesReadPermission,
  qualityGatesAdminPermission,
  qualityGatesEvaluationCreatePermission,
  qualityGatesEvaluationApprovePermission,
  qualityGatesEvaluationWaivePermission,
  qualityGatesEvaluationBreakGlassPermission,
  qualityGatesEvaluationInvalidatePermission,
  qualityGatesPolicyReplayPermission,
];
