import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/test-utils';
import {
  createGate,
  createOutcome,
  createReport,
} from '../__testUtils__/facts';
import { query } from '../__testUtils__/query';
import type { Query } from '../api/useQuery';
import { OverviewView } from './OverviewView';
import type { Overview } from './readOverview';

function renderView(state: Query<Overview>) {
  return renderInTestApp(
    <OverviewView query={state} name="checkout" tabLink="/quality-gates" />,
  );
}

describe('OverviewView', () => {
  it('waits with grey rows', async () => {
    await renderView(query.loading());
    expect(screen.getByLabelText('Loading')).toBeInTheDocument();
  });

  it('says that it could not be loaded', async () => {
    await renderView(query.failed());
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Could not load quality gates',
    );
  });

  it('leads to the first steps when nothing has arrived', async () => {
    await renderView(query.data({ zone: 'UTC', numbers: null }));
    expect(
      screen.getByRole('link', { name: 'See the first steps' }),
    ).toHaveAttribute('href', '/quality-gates');
  });

  it('shows each number with its n, and the gates that do not pass', async () => {
    const gates = [
      createGate('unit-tests', [createOutcome()]),
      createGate('vulnerabilities', [
        createOutcome({ outcome: 'fail', summary: '2 critical' }),
      ]),
    ];
    await renderView(
      query.data({ zone: 'UTC', numbers: { report: createReport(), gates } }),
    );
    expect(screen.getByText('6.1 / week')).toBeInTheDocument();
    expect(screen.getAllByText(/^n = \d+$/)).toHaveLength(5);
    expect(
      screen.getByText('1 of 2 gates passed last time'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('vulnerabilities: Fail: 2 critical'),
    ).toBeInTheDocument();
  });
});
