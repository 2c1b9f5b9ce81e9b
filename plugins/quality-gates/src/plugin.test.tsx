import { screen } from '@testing-library/react';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { createApi } from './__testUtils__/createApi';
import { checkout } from './__testUtils__/facts';
import plugin, { qualityGatesApiRef } from './index';

const tab = plugin.getExtension('entity-content:quality-gates');
const card = plugin.getExtension('entity-card:quality-gates');

function renderPage(options: {
  extension: typeof tab | typeof card;
  kind?: string;
}) {
  const { extension, kind = 'Component' } = options;
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: { ...checkout, kind } }),
      extension,
    ],
    apis: [[qualityGatesApiRef, createApi()]],
  });
}

describe('quality gates in the new frontend system', () => {
  it('shows the tab on a component', async () => {
    renderPage({ extension: tab });
    expect(
      await screen.findByRole('heading', { name: 'Delivery performance' }),
    ).toBeInTheDocument();
    expect(await screen.findByText('5.2')).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'Gate history' }),
    ).toBeInTheDocument();
  });

  it('shows the card on a component', async () => {
    renderPage({ extension: card });
    expect(await screen.findByText('5.2 h median')).toBeInTheDocument();
    expect(screen.getByText('n = 118')).toBeInTheDocument();
  });

  it.each([
    ['tab', tab],
    ['card', card],
  ])('does not show the %s on another kind', async (_, extension) => {
    renderPage({ extension, kind: 'API' });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });
});
