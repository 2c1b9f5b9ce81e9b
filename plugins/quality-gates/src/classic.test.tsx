import { Route, Routes } from 'react-router-dom';
import { screen } from '@testing-library/react';
import { EntitySwitch } from '@backstage/plugin-catalog';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { createApi } from './__testUtils__/createApi';
import { checkout } from './__testUtils__/facts';
import {
  EntityQualityGatesCard,
  EntityQualityGatesContent,
  isQualityGatesAvailable,
  QualityGatesAdminPage,
  qualityGatesApiRef,
  qualityGatesPlugin,
} from './index';

async function renderPage(options: { path: string; kind: string }) {
  const { path, kind } = options;
  const content = (
    <EntitySwitch>
      <EntitySwitch.Case if={isQualityGatesAvailable}>
        <EntityQualityGatesCard />
        <Routes>
          <Route
            path="/quality-gates/*"
            element={<EntityQualityGatesContent />}
          />
          <Route path="/" element={null} />
        </Routes>
      </EntitySwitch.Case>
      <EntitySwitch.Case>Nothing here</EntitySwitch.Case>
    </EntitySwitch>
  );
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [qualityGatesApiRef, createApi()],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <EntityProvider entity={{ ...checkout, kind }}>{content}</EntityProvider>
    </TestApiProvider>,
    { routeEntries: [path] },
  );
}

describe('quality gates in the classic frontend system', () => {
  it('shows the card on a component', async () => {
    await renderPage({ path: '/', kind: 'Component' });
    expect(await screen.findByText('5.2 h median')).toBeInTheDocument();
    expect(screen.getByText('n = 118')).toBeInTheDocument();
  });

  it('shows the tab on a component, and its pages below it', async () => {
    await renderPage({ path: '/quality-gates/pipelines', kind: 'Component' });
    expect(
      await screen.findByRole('table', { name: 'Pipeline runs' }),
    ).toHaveTextContent('checkout-ci');
    expect(screen.getByRole('link', { name: 'Delivery' })).toHaveAttribute(
      'href',
      '/quality-gates/delivery',
    );
  });

  it('shows one run at an address of its own', async () => {
    await renderPage({
      path: '/quality-gates/pipelines/run-4816',
      kind: 'Component',
    });
    expect(
      await screen.findByRole('heading', { name: 'Run 4816 passed in 9:00' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /All runs/ })).toHaveAttribute(
      'href',
      '/quality-gates/pipelines',
    );
  });

  it('has a page for the platform team', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [qualityGatesApiRef, createApi()],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <Routes>
          <Route path="/admin" element={<QualityGatesAdminPage />} />
        </Routes>
      </TestApiProvider>,
      { routeEntries: ['/admin'] },
    );
    expect(
      await screen.findByRole('table', { name: 'Failed deliveries' }),
    ).toBeInTheDocument();
  });

  it('shows neither on another kind', async () => {
    await renderPage({ path: '/', kind: 'API' });
    expect(await screen.findByText('Nothing here')).toBeInTheDocument();
    expect(screen.queryByText('Quality gates')).toBeNull();
  });

  it('brings the client of its API with it', () => {
    expect([...qualityGatesPlugin.getApis()].map(({ api }) => api)).toEqual([
      qualityGatesApiRef,
    ]);
  });
});
