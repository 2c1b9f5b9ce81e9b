import { screen, within } from '@testing-library/react';
import type { Deployable } from '@quality-gates/backstage-plugin-quality-gates-common';
import { NOW } from '../../__testUtils__/facts';
import { renderInTab } from '../../__testUtils__/renderInTab';
import { createAskSnippet } from './createAskSnippet';
import { DeployableView } from './DeployableView';

type Entry = Deployable['matrix'][number];

function entry(partial: Partial<Entry> = {}): Entry {
  return {
    version: '4.18.0',
    environment: 'production',
    decision: 'allow',
    evaluationId: '7c1e0000',
    expiresAt: '2026-11-18T14:01:00.000Z',
    deployed: false,
    ...partial,
  };
}

function renderView(version: string | null, matrix: Entry[]) {
  return renderInTab(
    <DeployableView
      answers={[{ environment: 'production', version, matrix }]}
      snippet={createAskSnippet({
        baseUrl: 'https://portal.example.com/api/quality-gates',
        entityRef: 'component:default/checkout',
        environment: 'production',
      })}
      reader={{ zone: 'UTC', now: NOW }}
    />,
  );
}

function cells(row: number) {
  const table = screen.getByRole('table', {
    name: 'Versions and environments',
  });
  const found = within(table).getAllByRole('row')[row];
  return within(found)
    .getAllByRole('cell')
    .map(cell => cell.textContent);
}

describe('DeployableView', () => {
  it('names the newest version that may go, until when, and leads to why', async () => {
    await renderView('4.18.0', [entry()]);
    expect(
      screen.getByRole('heading', {
        name: '4.18.0 is the newest version that may go to Production',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The answer is “Yes”, and holds until 14:01.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Explain the answer' }),
    ).toHaveAttribute('href', '/gates/evaluations/7c1e0000');
  });

  it('says when that version runs there already', async () => {
    await renderView('4.18.0', [entry({ deployed: true })]);
    expect(
      screen.getByRole('heading', { name: /, and runs there already$/ }),
    ).toBeInTheDocument();
    expect(screen.getByText('runs there')).toBeInTheDocument();
  });

  it('says that none may go when no answer that allows one holds', async () => {
    await renderView(null, [
      entry({ decision: 'deny' }),
      entry({ version: '4.17.0', expiresAt: '2026-11-18T13:01:00.000Z' }),
    ]);
    expect(
      screen.getByRole('heading', {
        name: 'No version may go to Production now',
      }),
    ).toBeInTheDocument();
  });

  it('has a row per version and a column per environment in promotion order', async () => {
    await renderView('4.18.0', [
      entry(),
      entry({ environment: 'staging', evaluationId: '11', deployed: true }),
      entry({ version: '4.17.0', decision: 'deny', evaluationId: '22' }),
    ]);
    expect(
      screen.getAllByRole('columnheader').map(head => head.textContent),
    ).toEqual(['Version', 'Staging', 'Production']);
    expect(cells(1)).toEqual([
      '4.18.0',
      'Yesruns thereuntil 14:01',
      'Yesuntil 14:01',
    ]);
    expect(cells(2)).toEqual([
      '4.17.0',
      'Not askedWhat would it be?',
      'Nountil 14:01',
    ]);
    expect(
      screen.getByRole('link', { name: '4.17.0 in Production: No' }),
    ).toHaveAttribute('href', '/gates/evaluations/22');
    expect(
      screen.getByRole('link', {
        name: 'What would it be for 4.17.0 in Staging?',
      }),
    ).toHaveAttribute(
      'href',
      '/gates/evaluations/what-if?environment=staging&version=4.17.0',
    );
  });

  it.each<[string, Partial<Entry>]>([
    ['Expired13:01; it was “Yes”', { expiresAt: '2026-11-18T13:01:00.000Z' }],
    ['Invalidatedcounts no more', { decision: null }],
    ['Not yetnot decided yet', { decision: 'wait', expiresAt: null }],
  ])('shows an answer that does not hold as “%s”', async (text, partial) => {
    await renderView(null, [entry(partial)]);
    expect(cells(1)[1]).toBe(text);
  });

  it('teaches how to ask where nobody has', async () => {
    await renderView(null, []);
    expect(
      screen.getByText('Nobody has asked about checkout yet'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'How a pipeline asks' }),
    ).toHaveTextContent(
      '"entityRef": "component:default/checkout", "environment": "production"',
    );
    expect(screen.queryByRole('table')).toBeNull();
  });
});
