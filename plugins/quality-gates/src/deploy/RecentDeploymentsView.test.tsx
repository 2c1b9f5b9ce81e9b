import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/test-utils';
import { createDeployment } from '../__testUtils__/facts';
import { query } from '../__testUtils__/query';
import type { Query } from '../api/useQuery';
import {
  type RecentDeployments,
  RecentDeploymentsView,
  type RecentDeploymentsViewProps,
} from './RecentDeploymentsView';

function renderView(
  state: Query<RecentDeployments>,
  verdictOf: RecentDeploymentsViewProps['verdictOf'] = undefined,
) {
  return renderInTestApp(
    <RecentDeploymentsView
      query={state}
      zone="Europe/Berlin"
      environment="Production EU"
      allLink="/delivery"
      setupLink="/setup"
      verdictOf={verdictOf}
    />,
  );
}

describe('RecentDeploymentsView', () => {
  it('waits with grey rows', async () => {
    await renderView(query.loading());
    expect(screen.getByLabelText('Loading')).toBeInTheDocument();
  });

  it('says that it could not be loaded', async () => {
    await renderView(query.failed());
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Could not load recent deployments',
    );
  });

  it('shows when, what, where, how it went, its lead time with n, and who', async () => {
    await renderView(query.data({ items: [createDeployment()], last: null }));
    const row = screen.getAllByRole('row')[1];
    for (const text of [
      'today 14:00',
      '4.18.0',
      '9f3c2e1',
      'Production',
      'Deployed',
      '5.2 h, n = 1',
      'm.lopez',
    ]) {
      expect(row).toHaveTextContent(text);
    }
    expect(screen.getByRole('link', { name: /4\.18\.0/ })).toHaveAttribute(
      'href',
      'https://ci.example.com/deployments/1',
    );
  });

  it('says in words what is not known', async () => {
    const bare = createDeployment({
      version: null,
      commit: null,
      actor: null,
      runUrl: null,
      result: null,
      commitsFrom: 'unknown',
      leadTimes: { n: 0, medianSeconds: null },
    });
    await renderView(query.data({ items: [bare], last: null }));
    const row = screen.getAllByRole('row')[1];
    for (const text of [
      'Unknown',
      'Running',
      'Commits unknown',
      'reported by ci',
      'Not sent',
    ]) {
      expect(row).toHaveTextContent(text);
    }
  });

  it('names the last deployment before an empty window', async () => {
    const last = createDeployment({ finishedAt: '2026-10-04T10:00:00.000Z' });
    await renderView(query.data({ items: [], last }));
    expect(
      screen.getByText('The last one before it was 4.18.0, 4 Oct.'),
    ).toBeInTheDocument();
  });

  it('leads to the first steps when there never was one in the chosen environment', async () => {
    await renderView(query.data({ items: [], last: null }));
    expect(
      screen.getByText('Nothing was deployed to Production EU yet'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Connect deployments' }),
    ).toHaveAttribute('href', '/setup');
  });

  it('shows the answer each went out with, or that nobody had asked', async () => {
    await renderView(
      query.data({
        items: [
          createDeployment(),
          createDeployment({ key: 'plain:ci/dep-2', version: '4.17.0' }),
        ],
        last: null,
      }),
      ({ version }) =>
        version === '4.18.0'
          ? {
              ...{ state: 'asked', decision: 'allow-with-warnings' },
              ...{ failedOpen: true, link: '/why' },
            }
          : { state: 'not-asked' },
    );
    expect(
      screen.getByRole('link', { name: 'Yes, with warnings (failed open)' }),
    ).toHaveAttribute('href', '/why');
    expect(screen.getAllByRole('row')[2]).toHaveTextContent('Not asked');
  });
});
