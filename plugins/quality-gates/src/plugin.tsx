import {
  ApiBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { qualityGatesApiFactory } from './api/qualityGatesApiFactory';
import { rootRouteRef, tabRouteRef } from './routes';

const api = ApiBlueprint.make({
  params: defineParams => defineParams(qualityGatesApiFactory),
});

const entityContent = EntityContentBlueprint.make({
  params: {
    path: '/quality-gates',
    title: 'Quality gates',
    routeRef: rootRouteRef,
    filter: { kind: 'component' },
    loader: async () => {
      const { QualityGatesTab } = await import('./entity/QualityGatesTab');
      return <QualityGatesTab />;
    },
  },
});

const entityCard = EntityCardBlueprint.make({
  params: {
    filter: { kind: 'component' },
    loader: async () => {
      const { OverviewCard } = await import('./entity/OverviewCard');
      return <OverviewCard />;
    },
  },
});

/** Quality Gates for the new frontend system. Found by feature discovery; nothing to configure. */
export const qualityGatesFrontendPlugin = createFrontendPlugin({
  pluginId: 'quality-gates',
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { tab: tabRouteRef },
  extensions: [api, entityContent, entityCard],
});
