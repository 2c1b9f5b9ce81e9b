import { createApp } from '@backstage/frontend-defaults';
import {
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  NavContentBlueprint,
  SignInPageBlueprint,
} from '@backstage/plugin-app-react';
import { PortalSidebar } from './nav/PortalSidebar';

/** The portal. Plugins are found by `app.packages: all`; only what belongs to no plugin is named here. */
export const app = createApp({
  features: [
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        NavContentBlueprint.make({ params: { component: PortalSidebar } }),
        PageBlueprint.make({
          name: 'home',
          params: {
            path: '/',
            noHeader: true,
            loader: async () => {
              const { HomePage } = await import('./nav/HomePage');
              return <HomePage />;
            },
          },
        }),
        SignInPageBlueprint.make({
          params: {
            loader: async () =>
              (await import('./signIn/DevelopmentSignInPage'))
                .DevelopmentSignInPage,
          },
        }),
      ],
    }),
  ],
});
