import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/test-utils';
import type { Gate } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createGate, createOutcome } from '../__testUtils__/facts';
import { createDenial } from '../__testUtils__/evaluations';
import { query } from '../__testUtils__/query';
import type { Query } from '../api/useQuery';
import { GateHistoryView } from './GateHistoryView';

function renderView(state: Query<readonly Gate[]>) {
  return renderInTestApp(
    <GateHistoryView
      query={state}
      zone="UTC"
      environment="Production"
      allLink="/gates"
      setupLink="/setup"
      decisions={new Map([['7c1e0000', createDenial()]])}
      gateLink={gate => `/gates?gate=${gate}`}
      evaluationLink={id => `/gates/evaluations/${id}`}
    />,
  );
}

const older = createOutcome({
  version: '4.17.0',
  at: '2026-11-17T09:00:00.000Z',
});
const failing = createGate('no-open-incident', [
  older,
  createOutcome({ outcome: 'fail', summary: 'INC-2291 open' }),
]);
const passing = (name: string) => createGate(name, [older, createOutcome()]);

describe('GateHistoryView', () => {
  it('waits with grey rows', async () => {
    await renderView(query.loading());
    expect(screen.getByLabelText('Loading')).toHaveAttribute('aria-busy');
  });

  it('says what to send when nothing was reported', async () => {
    await renderView(query.data([]));
    expect(
      screen.getByText('No gate has decided anything in Production yet'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Report a gate outcome' }),
    ).toHaveAttribute('href', '/setup');
  });

  it('says that it could not be loaded', async () => {
    await renderView(query.failed());
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Could not load gate history',
    );
  });

  it('shows a gate with how many passed and what it said last', async () => {
    await renderView(query.data([failing]));
    const row = screen.getByRole('row', { name: /no-open-incident/ });
    expect(row).toHaveTextContent('1 of 2');
    expect(row).toHaveTextContent('Fail: INC-2291 open');
  });

  it('tells a pass without data by shape and words', async () => {
    const unseen = createOutcome({
      outcome: 'pass',
      summary: 'nobody reported',
      reasonCode: 'no_data',
    });
    await renderView(query.data([createGate('contracts', [unseen])]));
    const row = screen.getByRole('row', { name: /contracts/ });
    expect(row).toHaveTextContent('None counted');
    expect(row).toHaveTextContent('Passed without data: nobody reported');
    expect(
      within(row).getByRole('link', { name: /Passed without data/ }),
    ).toBeInTheDocument();
  });

  it('names every cell and leads to its evidence', async () => {
    await renderView(query.data([failing]));
    expect(
      screen.getByRole('link', {
        name: /^no-open-incident, Production 4\.18\.0, 18 Nov 2026, 13:31:07 UTC, Fail: INC-2291 open, reported by ci/,
      }),
    ).toHaveAttribute('href', 'https://ci.example.com/evidence/1');
  });

  it('moves between cells with the arrow keys', async () => {
    await renderView(query.data([failing, passing('unit-tests')]));
    const cells = (name: RegExp) =>
      within(screen.getByRole('row', { name })).getAllByRole('link').slice(1);
    const [oldest, newest] = cells(/no-open-incident/);
    newest.focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(oldest).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(cells(/unit-tests/)[0]).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(cells(/unit-tests/)[0]).toHaveFocus();
  });

  it('folds gates that always passed, names them, and unfolds them', async () => {
    const names = ['contracts', 'lint', 'licences'];
    await renderView(query.data([failing, ...names.map(passing)]));
    expect(screen.queryByRole('row', { name: /lint/ })).toBeNull();
    const fold = screen.getByRole('button', {
      name: '3 more gates passed every time: contracts, licences, lint',
    });
    await userEvent.click(fold);
    expect(screen.getByRole('row', { name: /lint/ })).toHaveTextContent(
      '2 of 2',
    );
    expect(fold).toHaveAttribute('aria-expanded', 'true');
  });

  it('keeps what was measured apart from what was reported, with the answer above it', async () => {
    const measured = {
      evaluationId: '7c1e0000',
      reportedBy: null,
      evidenceUrl: null,
    };
    await renderView(
      query.data([
        createGate('error-budget', [
          createOutcome({ ...measured, outcome: 'fail' }),
        ]),
        createGate('latency', [
          createOutcome({ ...measured, mode: 'shadow', outcome: 'fail' }),
        ]),
        createGate('unit-tests', [createOutcome()]),
      ]),
    );
    const table = screen.getByRole('table', {
      name: 'Gates measured in evaluations, newest right',
    });
    expect(table).not.toHaveTextContent('unit-tests');
    expect(
      within(table).getByRole('link', { name: /Production 4.18.0, .*, No$/ }),
    ).toHaveAttribute('href', '/gates/evaluations/7c1e0000');
    expect(
      within(table).getByRole('link', { name: /Shadow: would fail/ }),
    ).toBeInTheDocument();
    const shadow = within(table).getByRole('row', { name: /latency/ });
    expect(shadow).toHaveTextContent('None counted');
    expect(
      screen.getByRole('table', {
        name: 'Gates reported by pipelines, newest right',
      }),
    ).toHaveTextContent('unit-tests');
  });
});
