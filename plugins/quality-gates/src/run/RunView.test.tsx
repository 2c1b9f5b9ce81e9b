import { useState } from 'react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/test-utils';
import type {
  RunDetail,
  Trace,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { createRun, NOW } from '../__testUtils__/facts';
import { query } from '../__testUtils__/query';
import { createFailedSpans, createManySpans } from '../__testUtils__/spans';
import type { Query } from '../api/useQuery';
import { RunView } from './RunView';

const failure = {
  verdict: 'change' as const,
  spanId: 'npm',
  name: 'npm test',
  message: 'expected 3 attempts, received 4',
  sentence: 'Failed on 3 of 3 tries of 9f3c2e1. Decided by “npm test”.',
  decisive: true,
};

const failed: RunDetail = {
  ...createRun({
    result: 'failure',
    attribution: { ...failure, changedFrom: null },
    failures: [failure],
    traceIds: ['t1'],
    pullRequest: '1874',
  }),
  tasks: [],
};

function trace(spans: Trace['spans'], partial: Partial<Trace> = {}) {
  return query.data<Trace>({
    spans,
    truncated: false,
    traceUrls: ['https://traces.example.com/t1'],
    ...partial,
  });
}

function Stateful(props: { run: RunDetail; trace: Query<Trace> }) {
  const [spanId, setSpanId] = useState<string | null>(null);
  return (
    <RunView
      {...props}
      stats={undefined}
      reader={{ zone: 'UTC', now: NOW }}
      setupLink="/setup"
      spanId={spanId}
      onOpenSpan={setSpanId}
    />
  );
}

function renderView(run: RunDetail, told: Query<Trace>) {
  return renderInTestApp(<Stateful run={run} trace={told} />);
}

describe('RunView', () => {
  it('says what a failure was taken for before the commit passed', async () => {
    const verdict = 'flaky' as const;
    await renderView(
      {
        ...failed,
        attribution: { ...failure, verdict, changedFrom: 'change' },
        failures: [{ ...failure, verdict }],
      },
      trace(createFailedSpans()),
    );
    expect(
      screen.getByText(/Before that it was taken for a failure of the change/),
    ).toBeInTheDocument();
  });

  it('opens with whose failure it is, and the failure with its evidence', async () => {
    await renderView(failed, trace(createFailedSpans()));
    expect(
      screen.getByRole('heading', {
        name: 'Run 4816 failed because of the change',
      }),
    ).toBeInTheDocument();
    const article = screen.getByRole('article');
    expect(article).toHaveTextContent('npm test failed');
    expect(article).toHaveTextContent('expected 3 attempts, received 4');
    expect(article).toHaveTextContent('Failed on 3 of 3 tries of 9f3c2e1.');
    expect(within(article).getByRole('region')).toHaveTextContent(
      'gives up after 3 conflicts',
    );
    expect(screen.getByText('Change')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Open trace' })).toHaveAttribute(
      'href',
      'https://traces.example.com/t1',
    );
  });

  it('shows no failures of a run that passed', async () => {
    const passed = { ...createRun(), tasks: [] };
    await renderView(passed, trace(createFailedSpans()));
    expect(screen.queryByText(/What failed/)).toBeNull();
    expect(
      screen.getByRole('heading', { name: 'Run 4816 passed in 9:00' }),
    ).toBeInTheDocument();
  });

  it('says what to switch on when nothing told of the steps', async () => {
    await renderView(failed, trace([]));
    expect(screen.getByText('No trace told of this run')).toBeInTheDocument();
    expect(screen.getByText(/\/otlp\/v1\/traces/)).toBeInTheDocument();
  });

  it('waits for the trace, and says when it could not be loaded', async () => {
    const { rerender } = await renderView(failed, query.loading());
    expect(screen.getByLabelText('Loading')).toBeInTheDocument();
    rerender(<Stateful run={failed} trace={query.failed()} />);
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Could not load the waterfall',
    );
    expect(screen.getByText('npm test failed')).toBeInTheDocument();
  });

  it('says that spans are missing, and that more will come', async () => {
    const going = { ...failed, phase: 'executing' as const };
    await renderView(going, trace(createFailedSpans(), { truncated: true }));
    expect(screen.getByText(/7 spans/)).toHaveTextContent(
      'There are more spans than can be shown; these are the first. Still running',
    );
  });

  it('moves by arrow keys and opens the details of a span with Enter', async () => {
    await renderView(failed, trace(createFailedSpans()));
    const grid = screen.getByRole('treegrid', { name: 'Spans of Run 4816' });
    const rows = within(grid).getAllByRole('row');
    expect(rows).toHaveLength(6);
    rows[0].focus();
    await userEvent.keyboard('{ArrowDown}{ArrowLeft}');
    expect(within(grid).getAllByRole('row')).toHaveLength(4);
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    expect(document.activeElement).toHaveTextContent('npm test');
    await userEvent.keyboard('{Enter}');
    const drawer = await screen.findByRole('dialog', { name: 'npm test' });
    expect(drawer).toHaveTextContent('checkout-ci › unit, node 24');
    expect(drawer).toHaveTextContent('2:32');
    expect(drawer).toHaveTextContent('line 1');
  });

  it('has the same spans as a table', async () => {
    await renderView(failed, trace(createFailedSpans()));
    await userEvent.click(screen.getByRole('button', { name: 'Table' }));
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows).toHaveLength(8);
    expect(rows[7]).toHaveTextContent(
      'Failednpm testStep4:102:32expected 3 attempts',
    );
  });

  it('draws of 5,000 spans only those in sight', async () => {
    await renderView(failed, trace(createManySpans(50, 99)));
    await userEvent.click(screen.getByRole('button', { name: 'Expand all' }));
    const grid = screen.getByRole('treegrid');
    expect(grid).toHaveAttribute('aria-rowcount', '5001');
    expect(within(grid).getAllByRole('row').length).toBeLessThan(80);
  });
});
