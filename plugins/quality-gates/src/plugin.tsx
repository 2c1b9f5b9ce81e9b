import {
  ApiBlueprint,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import AdminIcon from '@material-ui/icons/BuildOutlined';
import { qualityGatesAdminPermission } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiFactory } from './api/qualityGatesApiFactory';
import { adminRouteRef, rootRouteRef, tabRouteRef } from './routes';

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

/** Neither the page nor its item in the sidebar exists for people without the permission. */
const adminPage = PageBlueprint.make({
  name: 'admin',
  if: { permissions: { $contains: qualityGatesAdminPermission.name } },
  params: {
    path: '/quality-gates/admin',
    title: 'Gates admin',
    icon: <AdminIcon fontSize="inherit" />,
    routeRef: adminRouteRef,
    noHeader: true,
    loader: async () => {
      const { PlatformPage } = await import('./platform/PlatformPage');
      return <PlatformPage />;
    },
  },
});

/** Quality Gates for the new frontend system. Found by feature discovery; nothing to configure. */
export const qualityGatesFrontendPlugin = createFrontendPlugin({
  pluginId: 'quality-gates',
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, admin: adminRouteRef },
  externalRoutes: { tab: tabRouteRef },
  extensions: [api, entityContent, entityCard, adminPage],
});
