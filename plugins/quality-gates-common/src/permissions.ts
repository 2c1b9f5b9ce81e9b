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

/** Resource type of the permissions on one entity's evaluations: the catalog's own, so that its rules apply. */
const resourceType = 'catalog-entity';

/** To ask whether a version may be deployed, and to ask again. */
export const qualityGatesEvaluationCreatePermission = createPermission({
  name: 'quality-gates.evaluation.create',
  attributes: { action: 'create' },
  resourceType,
});

/** To approve or reject at an approval gate. */
export const qualityGatesEvaluationApprovePermission = createPermission({
  name: 'quality-gates.evaluation.approve',
  attributes: { action: 'update' },
  resourceType,
});

/** To ask for a waiver of a failing gate, and to confirm one as the second person. */
export const qualityGatesEvaluationWaivePermission = createPermission({
  name: 'quality-gates.evaluation.waive',
  attributes: { action: 'update' },
  resourceType,
});

/** To deploy although gates fail. */
export const qualityGatesEvaluationBreakGlassPermission = createPermission({
  name: 'quality-gates.evaluation.break-glass',
  attributes: { action: 'update' },
  resourceType,
});

/** To take back an answer that was given. */
export const qualityGatesEvaluationInvalidatePermission = createPermission({
  name: 'quality-gates.evaluation.invalidate',
  attributes: { action: 'update' },
  resourceType,
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
];
