import { Route, Routes } from 'react-router-dom';
import { screen } from '@testing-library/react';
import { EntitySwitch } from '@backstage/plugin-catalog';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { createApi } from './__testUtils__/createApi';
import { checkout } from './__testUtils__/facts';
import {
  EntityQualityGatesCard,
  EntityQualityGatesContent,
  isQualityGatesAvailable,
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
    <TestApiProvider apis={[[qualityGatesApiRef, createApi()]]}>
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
