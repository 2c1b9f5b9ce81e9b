import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/test-utils';
import type { PipelineReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createPipelineReport, createStats } from '../__testUtils__/facts';
import { query } from '../__testUtils__/query';
import type { Query } from '../api/useQuery';
import { HealthView } from './HealthView';

function renderView(
  state: Query<PipelineReport>,
  partial: { chosen?: string; allLink?: string } = {},
) {
  return renderInTestApp(
    <HealthView
      query={state}
      window={{ zone: 'UTC', days: 30 }}
      chosen={partial.chosen ?? null}
      allLink={partial.allLink}
      setupLink="/setup"
      onChoose={() => {}}
    />,
  );
}

describe('HealthView', () => {
  it('waits with grey rows', async () => {
    await renderView(query.loading());
    expect(screen.getByLabelText('Loading')).toBeInTheDocument();
  });

  it('says that it could not be loaded', async () => {
    await renderView(query.failed());
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Could not load pipeline health',
    );
  });

  it('says what to send when no run has finished', async () => {
    await renderView(query.data(createPipelineReport({ items: [] })));
    expect(
      screen.getByText('No run has finished in this window'),
    ).toBeInTheDocument();
  });

  it('shows the pipeline with the most runs, each number with what it rests on', async () => {
    await renderView(query.data(createPipelineReport()), { allLink: '/all' });
    expect(
      screen.getByText(/checkout-ci, default branch, 96 finished runs/),
    ).toBeInTheDocument();
    const numbers = screen.getByText('Failure rate').closest('dl')!;
    expect(numbers).toHaveTextContent('Failure rate6.3 %6 of 95');
    expect(numbers).toHaveTextContent('Duration, median8.5 minn = 96');
    expect(numbers).toHaveTextContent('Flaky tests and jobs1.4 %');
    expect(numbers).toHaveTextContent('limit 1 %');
  });

  it('speaks of one run as one', async () => {
    const items = [createStats({ n: 1 })];
    await renderView(query.data(createPipelineReport({ items })));
    expect(
      screen.getByText(/checkout-ci, default branch, 1 finished run in 30/),
    ).toBeInTheDocument();
  });

  it('has a word, never zero, for what is not known', async () => {
    await renderView(query.data(createPipelineReport()));
    const numbers = screen.getAllByText('Cache hit rate')[0].closest('dl')!;
    expect(numbers).toHaveTextContent('Cache hit rateNo data');
  });

  it('says which limit is crossed and what did it', async () => {
    await renderView(query.data(createPipelineReport()));
    expect(
      screen.getByRole('list', { name: 'Limits that are crossed' }),
    ).toHaveTextContent(
      'Share of flaky tests and jobs is 1.4 %, the limit is 1 %. Caused by cart survives a reload.',
    );
  });

  it('tells whose the failures are', async () => {
    await renderView(query.data(createPipelineReport()));
    expect(
      screen.getByText('Whose problem: 12 failed runs').parentElement,
    ).toHaveTextContent('Platform325 %');
  });

  it('shows another pipeline when it is asked for', async () => {
    await renderView(query.data(createPipelineReport()), {
      chosen: 'pull-request:checkout-ci',
    });
    expect(
      screen.getByText(/checkout-ci, pull requests, 12 finished runs/),
    ).toBeInTheDocument();
  });

  it('has the trend as a table too, with gaps as words', async () => {
    await renderView(query.data(createPipelineReport()));
    await userEvent.click(
      screen.getByRole('button', { name: 'Show as table' }),
    );
    const rows = within(
      screen.getByRole('table', { name: 'Trend' }),
    ).getAllByRole('row');
    expect(rows[1]).toHaveTextContent('18 Nov00No data');
    expect(rows[2]).toHaveTextContent('17 Nov418.3 min');
  });

  it('draws no failure breakdown where nothing failed', async () => {
    const none = { change: 0, platform: 0, flaky: 0, unknown: 0 };
    const items = [createStats({ attribution: none })];
    await renderView(query.data(createPipelineReport({ items })));
    expect(
      screen.getByText('No run failed in this window.'),
    ).toBeInTheDocument();
  });
});
