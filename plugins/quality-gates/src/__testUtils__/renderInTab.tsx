import type { ReactElement } from 'react';
import { identityApiRef } from '@backstage/core-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  type QualityGatesApi,
  qualityGatesApiRef,
} from '../api/QualityGatesApi';
import { chooseEnvironment, listEnvironmentChoices } from '../entity/selection';
import { type Tab, TabProvider } from '../entity/TabContext';
import { createWindow } from '../entity/window';
import { createApi } from './createApi';
import { checkout, createSetup, NOW } from './facts';

/** The tab of checkout, in UTC, for all of production. */
export function createTab(partial: Partial<Tab> = {}): Tab {
  const setup = createSetup();
  return {
    entity: checkout,
    entityRef: 'component:default/checkout',
    setup,
    environment: chooseEnvironment(
      listEnvironmentChoices(setup.environments),
      null,
    ),
    window: createWindow({ days: 30, zone: 'UTC', now: NOW }),
    linkTo: (place, query) =>
      query ? `/${place}?${new URLSearchParams(query)}` : `/${place}`,
    ...partial,
  };
}

/** Shows something as it stands in the tab, to a member of payments-leads who lacks the permissions in `denied`. */
export function renderInTab(
  element: ReactElement,
  options: { api?: QualityGatesApi; denied?: readonly string[] } = {},
) {
  const { api = createApi(), denied = [] } = options;
  const permission = mockApis.permission({
    authorize: asked =>
      denied.includes(asked.permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  const identity = mockApis.identity({
    userEntityRef: 'user:default/lead',
    ownershipEntityRefs: ['user:default/lead', 'group:default/payments-leads'],
  });
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [qualityGatesApiRef, api],
        [permissionApiRef, permission],
        [identityApiRef, identity],
      ]}
    >
      <TabProvider value={createTab()}>{element}</TabProvider>
    </TestApiProvider>,
  );
}
