import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/test-utils';
import { createReport } from '../__testUtils__/facts';
import { query } from '../__testUtils__/query';
import type { Query } from '../api/useQuery';
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { DoraView } from './DoraView';
import { METRICS } from './metrics';

function renderView(state: Query<DoraReport>) {
  return renderInTestApp(
    <DoraView
      query={state}
      days={30}
      zone="UTC"
      linkTo={metric => `/delivery?metric=${metric}`}
      setupLink="/setup"
    />,
  );
}

describe('DoraView', () => {
  it('shows five titles while it loads, and no number', async () => {
    await renderView(query.loading());
    expect(screen.getAllByRole('article')).toHaveLength(5);
    expect(screen.queryByText(/n = /)).toBeNull();
  });

  it('says what failed and tries again on request', async () => {
    const retry = jest.fn();
    await renderView(query.failed(retry));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Could not load delivery performance',
    );
    expect(screen.getByRole('alert')).toHaveTextContent('503');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('names the permission that is missing, and offers no retry', async () => {
    await renderView(query.failed(() => {}, 403));
    expect(screen.getByText(/quality-gates\.read/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('shows no number without its n', async () => {
    await renderView(query.data(createReport()));
    for (const metric of METRICS) {
      const card = screen.getByTestId(`dora-${metric}`);
      expect(within(card).getByText(/^n = \d+$/)).toBeInTheDocument();
    }
  });

  it('leads from a card to the events of its metric', async () => {
    await renderView(query.data(createReport()));
    expect(
      screen.getByRole('link', { name: 'Change fail rate' }),
    ).toHaveAttribute('href', '/delivery?metric=changeFailRate');
  });

  it('explains a number: definition, window, zone, coverage, benchmark', async () => {
    await renderView(query.data(createReport()));
    await userEvent.click(
      screen.getByRole('button', { name: 'About Change lead time' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'Change lead time' });
    expect(dialog).toHaveTextContent('From a commit until');
    expect(dialog).toHaveTextContent('20 Oct – 18 Nov, UTC. Production.');
    expect(dialog).toHaveTextContent('25 of 26 deployments');
    expect(dialog).toHaveTextContent('elite under 1 d');
  });

  it('leads to the first steps where a source is missing', async () => {
    const none = { reason: 'no-source', interval: null };
    await renderView(
      query.data(
        createReport({
          deploymentFrequency: {
            count: null,
            perDay: null,
            perWeek: null,
            reason: 'no-source',
          },
          changeFailRate: { ratio: null, failed: 0, deployments: 0, ...none },
        }),
      ),
    );
    const card = screen.getByTestId('dora-deploymentFrequency');
    expect(card).toHaveTextContent('No deployment source is connected.');
    expect(
      within(card).getByRole('link', { name: 'Connect a source' }),
    ).toHaveAttribute('href', '/setup');
  });

  it('keeps numbers that could not be refreshed, and says of when they are', async () => {
    await renderView(query.stale(createReport()));
    expect(screen.getByText(/As of 13:32/)).toBeInTheDocument();
    expect(screen.getByText('5.2')).toBeInTheDocument();
  });
});
