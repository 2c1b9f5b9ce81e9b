import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The entity tab, wherever the app mounts it. */
export const rootRouteRef = createRouteRef({ id: 'quality-gates' });

/** The platform team's page. */
export const adminRouteRef = createRouteRef({ id: 'quality-gates-admin' });

/**
 * The way from the overview card to the tab. Optional, because an app may show the card alone; it points at the tab
 * by itself as soon as that is mounted.
 */
export const tabRouteRef = createExternalRouteRef({
  id: 'tab',
  optional: true,
  defaultTarget: 'quality-gates.root',
});
