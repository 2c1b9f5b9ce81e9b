import { screen } from '@testing-library/react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { createApi } from '../__testUtils__/createApi';
import { qualityGatesApiRef } from '../api/QualityGatesApi';
import { PlatformPage } from './PlatformPage';

// A file of its own: decisions are remembered by the permission client for as long as the page lives.
it('asks for nothing and says whom to ask without the permission', async () => {
  const api = createApi();
  const permission = mockApis.permission({ authorize: AuthorizeResult.DENY });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [qualityGatesApiRef, api],
        [permissionApiRef, permission],
      ]}
    >
      <PlatformPage />
    </TestApiProvider>,
  );
  expect(
    await screen.findByText('This page is for the platform team'),
  ).toBeInTheDocument();
  expect(screen.getByText(/quality-gates\.admin/)).toBeInTheDocument();
  expect(api.readUnmapped).not.toHaveBeenCalled();
  expect(api.readDeliveries).not.toHaveBeenCalled();
});
