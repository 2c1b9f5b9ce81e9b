import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/test-utils';
import type { Run } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createRun } from '../__testUtils__/facts';
import { query } from '../__testUtils__/query';
import type { Pages } from '../api/readPages';
import type { Query } from '../api/useQuery';
import { RunsView } from './RunsView';

function renderView(state: Query<Pages<Run>>) {
  return renderInTestApp(
    <RunsView
      query={state}
      zone="UTC"
      allLink="/pipelines"
      setupLink="/setup"
      runLink={id => `/pipelines/${id}`}
    />,
  );
}

function runs(...items: Run[]) {
  return query.data({ items, truncated: false });
}

describe('RunsView', () => {
  it('waits with grey rows', async () => {
    await renderView(query.loading());
    expect(screen.getByLabelText('Loading')).toBeInTheDocument();
  });

  it('says that it could not be loaded', async () => {
    await renderView(query.failed());
    expect(screen.getByRole('alert')).toHaveTextContent('Could not load runs');
  });

  it('says what to send when there is no run', async () => {
    await renderView(runs());
    expect(screen.getByText('No run has been reported')).toBeInTheDocument();
  });

  it('shows result, pipeline, branch, duration, queue and start', async () => {
    await renderView(runs(createRun({ pullRequest: '1881', attempt: 2 })));
    const row = screen.getAllByRole('row')[1];
    for (const text of [
      'Passed',
      'checkout-ci',
      '(attempt 2)',
      '#1881 main',
      '9 min',
      '41 s',
      'today 12:40',
    ]) {
      expect(row).toHaveTextContent(text);
    }
    expect(screen.getByRole('link', { name: /checkout-ci/ })).toHaveAttribute(
      'href',
      '/pipelines/run-4816',
    );
    expect(screen.getByRole('link', { name: /CI system/ })).toHaveAttribute(
      'href',
      'https://ci.example.com/runs/4816',
    );
  });

  it('says whose failure a run is', async () => {
    const attribution = {
      verdict: 'platform' as const,
      spanId: null,
      sentence: 'The runner was lost.',
      changedFrom: null,
    };
    await renderView(runs(createRun({ result: 'failure', attribution })));
    expect(screen.getByText('Platform')).toBeInTheDocument();
    expect(screen.getByTitle('The runner was lost.')).toBeInTheDocument();
  });

  it('never shows an unset result as passed', async () => {
    await renderView(runs(createRun({ result: 'unknown' })));
    expect(screen.getAllByRole('row')[1]).toHaveTextContent('Unknown');
    expect(screen.queryByText('Passed')).toBeNull();
  });
});
