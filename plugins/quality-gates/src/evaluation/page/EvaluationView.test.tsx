import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { identityApiRef } from '@backstage/core-plugin-api';
import { createApi } from '../../__testUtils__/createApi';
import {
  createDenial,
  createEvaluation,
  createGateOutcome,
} from '../../__testUtils__/evaluations';
import { checkout } from '../../__testUtils__/facts';
import { createRefusal } from '../../__testUtils__/refusal';
import {
  type QualityGatesApi,
  qualityGatesApiRef,
} from '../../api/QualityGatesApi';
import { QualityGatesTab } from '../../entity/QualityGatesTab';

const holding = {
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  waitingFor: [],
};

function renderPage(
  api: QualityGatesApi,
  user = 'user:default/lead',
  path = '/gates/evaluations/7c1e0000',
) {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [qualityGatesApiRef, api],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: ({ permission }) =>
              permission.name === 'quality-gates.evaluation.break-glass'
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
        [identityApiRef, mockApis.identity({ userEntityRef: user })],
      ]}
    >
      <EntityProvider entity={checkout}>
        <QualityGatesTab />
      </EntityProvider>
    </TestApiProvider>,
    { routeEntries: [path] },
  );
}

describe('the page of an evaluation', () => {
  it('answers first, then groups gates by what they do', async () => {
    const readEvaluation = async () => createDenial(holding);
    await renderPage(createApi({ readEvaluation }));
    expect(
      await screen.findByText('No. 4.18.0 cannot go to Production.'),
    ).toBeInTheDocument();
    const table = screen.getByRole('table', { name: 'Gates by what they do' });
    const rows = within(table)
      .getAllByRole('row')
      .map(row => row.textContent);
    expect(rows[1]).toBe('Blocks 1 gate');
    expect(rows[2]).toContain('1 open');
    expect(rows[3]).toBe('Waits 1 gate');
    expect(rows[5]).toBe('Not counted 1 gate');
    expect(
      within(table).getByRole('img', { name: 'Shadow: would fail' }),
    ).toBeInTheDocument();
  });

  it('opens a gate to its query, limit, owner and history', async () => {
    const readEvaluation = async () => createDenial(holding);
    await renderPage(createApi({ readEvaluation }));
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Show details of no-open-incident',
      }),
    );
    expect(
      screen.getByRole('region', { name: 'Resolved query' }),
    ).toHaveTextContent('incidents{service="checkout"}');
    expect(screen.getByText('fail above 0 open')).toBeInTheDocument();
    expect(screen.getByText('payments-oncall')).toBeInTheDocument();
    expect(screen.getByText('failed 2 of 30')).toBeInTheDocument();
  });

  it('shows a reporter’s own number and limit, without a side that nobody told', async () => {
    const outcome = createGateOutcome({
      gate: 'load-test',
      kind: 'reported',
      ...{ value: 12, unit: 'ms', limits: { fail: 20 } },
    });
    const readEvaluation = async () =>
      createEvaluation({ expiresAt: holding.expiresAt, outcomes: [outcome] });
    await renderPage(createApi({ readEvaluation }));
    const row = await screen.findByRole('row', { name: /load-test/ });
    expect(row).toHaveTextContent('12 ms');
    expect(row).toHaveTextContent('limit 20 ms');
    expect(within(row).queryByRole('img', { name: /limits/ })).toBeNull();
  });

  it('keeps what is not allowed in sight, with the reason beside it', async () => {
    const readEvaluation = async () => createDenial(holding);
    await renderPage(createApi({ readEvaluation }), 'user:default/a.kim');
    const approve = await screen.findByRole('button', { name: 'Approve' });
    expect(
      await screen.findByText('You asked, so you cannot approve.'),
    ).toBeInTheDocument();
    expect(approve).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Break glass' })).toBeDisabled();
    expect(
      screen.getByText(/quality-gates.evaluation.break-glass/),
    ).toBeInTheDocument();
  });

  it('sends an approval with its reason and shows the backend’s own refusal', async () => {
    const approve = jest.fn(async () => {
      throw await createRefusal('an author of the commits may not approve');
    });
    const readEvaluation = async () => createDenial(holding);
    await renderPage(createApi({ readEvaluation, approve }));
    const form = await screen.findByRole('form', {
      name: 'Decide release-approval',
    });
    await userEvent.type(
      within(form).getByRole('textbox', { name: /Reason/ }),
      'verified in staging',
    );
    await userEvent.click(
      within(form).getByRole('button', { name: 'Approve' }),
    );
    expect(await within(form).findByRole('alert')).toHaveTextContent(
      'Refused: an author of the commits may not approve',
    );
    expect(approve).toHaveBeenCalledWith('7c1e0000', {
      gate: 'release-approval',
      decision: 'approve',
      reason: 'verified in staging',
    });
  });

  it('offers nothing but to ask again once the answer was replaced', async () => {
    const readEvaluation = async () =>
      createDenial({ ...holding, supersededBy: '8d2f0000' });
    await renderPage(createApi({ readEvaluation }));
    expect(await screen.findByText(/Replaced by 8d2f0000/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Ask again' })).toBeEnabled();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Break glass' })).toBeNull();
  });

  it('says that it could not be loaded', async () => {
    const readEvaluation = () => Promise.reject(new Error('away'));
    await renderPage(createApi({ readEvaluation }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load this evaluation',
    );
  });
});

describe('the policy page', () => {
  it('says when no policy applies, and checks one that is pasted', async () => {
    const lintPolicy = jest.fn(async () => ({
      valid: false,
      findings: [
        {
          severity: 'error' as const,
          path: 'spec.gates[0].with.query',
          rule: 'filter-comparison',
          message: 'The query filters what it should compare.',
        },
      ],
    }));
    await renderPage(
      createApi({ lintPolicy }),
      'user:default/lead',
      '/gates/policy',
    );
    expect(
      await screen.findByText('No policy applies to Production'),
    ).toBeInTheDocument();
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Policy as YAML' }),
      'kind: GatePolicy',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(
      await screen.findByRole('table', { name: 'Findings' }),
    ).toHaveTextContent('filter-comparison');
    expect(lintPolicy).toHaveBeenCalledWith('kind: GatePolicy');
  });
});
