import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { qualityGatesApiFactory } from './api/qualityGatesApiFactory';
import { rootRouteRef, tabRouteRef } from './routes';

/** Quality Gates for the classic frontend system. */
export const qualityGatesPlugin = createPlugin({
  id: 'quality-gates',
  apis: [createApiFactory(qualityGatesApiFactory)],
  routes: { root: rootRouteRef },
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
