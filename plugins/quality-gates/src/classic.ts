import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { qualityGatesApiFactory } from './api/qualityGatesApiFactory';
import { adminRouteRef, rootRouteRef, tabRouteRef } from './routes';

/** Quality Gates for the classic frontend system. */
export const qualityGatesPlugin = createPlugin({
  id: 'quality-gates',
  apis: [createApiFactory(qualityGatesApiFactory)],
  routes: { root: rootRouteRef, admin: adminRouteRef },
  externalRoutes: { tab: tabRouteRef },
});

/**
 * The tab of a component page.
 *
 * @example
 * ```tsx
 * <EntityLayout.Route if={isQualityGatesAvailable} path="/quality-gates" title="Quality gates">
 *   <EntityQualityGatesContent />
 * </EntityLayout.Route>
 * ```
 */
export const EntityQualityGatesContent: () => JSX.Element =
  qualityGatesPlugin.provide(
    createRoutableExtension({
      name: 'EntityQualityGatesContent',
      component: () =>
        import('./entity/QualityGatesTab').then(m => m.QualityGatesTab),
      mountPoint: rootRouteRef,
    }),
  );

/**
 * The card of a component's overview.
 *
 * @example
 * ```tsx
 * <EntitySwitch.Case if={isQualityGatesAvailable}><EntityQualityGatesCard /></EntitySwitch.Case>
 * ```
 */
export const EntityQualityGatesCard: () => JSX.Element =
  qualityGatesPlugin.provide(
    createComponentExtension({
      name: 'EntityQualityGatesCard',
      component: {
        lazy: () => import('./entity/OverviewCard').then(m => m.OverviewCard),
      },
    }),
  );

/**
 * The platform team's page. It says so itself when the permission `quality-gates.admin` is missing; show its sidebar
 * item only with it.
 *
 * @example
 * ```tsx
 * <Route path="/quality-gates/admin" element={<QualityGatesAdminPage />} />
 * ```
 */
export const QualityGatesAdminPage: () => JSX.Element =
  qualityGatesPlugin.provide(
    createRoutableExtension({
      name: 'QualityGatesAdminPage',
      component: () =>
        import('./platform/PlatformPage').then(m => m.PlatformPage),
      mountPoint: adminRouteRef,
    }),
  );
