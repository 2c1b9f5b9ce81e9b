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

/** Every permission of this plugin, for the permission integration router. */
export const qualityGatesPermissions = [
  qualityGatesReadPermission,
  qualityGatesAdminPermission,
];
