import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createApi } from '../../__testUtils__/createApi';
import {
  createDenial,
  createEvaluation,
} from '../../__testUtils__/evaluations';
import { createRefusal } from '../../__testUtils__/refusal';
import { renderInTab } from '../../__testUtils__/renderInTab';
import { WaiverForm, type WaiverFormProps } from './WaiverForm';

const waiver = {
  maxTtl: '72h',
  requireReason: 20,
  requireTicket: true,
  fourEyes: true,
};

function strict() {
  return createApi({
    readPolicy: async (entityRef, { environment }) => ({
      entityRef,
      environment,
      name: 'prod-standard',
      digest: 'a91f04b2',
      spec: { overrides: { waiver } },
      origins: {},
      findings: [],
    }),
  });
}

function renderForm(given: Partial<WaiverFormProps> = {}, api = createApi()) {
  return renderInTab(
    <WaiverForm
      evaluation={createDenial()}
      gate="no-open-incident"
      gates={['no-open-incident']}
      refusal={null}
      onChoose={() => {}}
      onAnswer={() => {}}
      {...given}
    />,
    { api },
  );
}

const act = () => screen.getByRole('button', { name: 'Request waiver' });
const reason = () => screen.getByRole('textbox', { name: /Reason/ });
const ticket = () => screen.getByRole('textbox', { name: /Ticket/ });

describe('WaiverForm', () => {
  it('says what the waiver means and does not mean', async () => {
    await renderForm();
    expect(
      screen.getByRole('form', { name: 'Waive no-open-incident' }),
    ).toHaveTextContent(
      'Only for 4.18.0 in Production. The gate stays “fail, waived” and counts as a warning.',
    );
    expect(screen.queryByText(/second person/)).toBeNull();
  });

  it('says what the policy asks for: length, ticket, longest time, a second person', async () => {
    await renderForm({}, strict());
    expect(
      await screen.findByText('At least 20 characters'),
    ).toBeInTheDocument();
    expect(screen.getByText('This policy asks for one')).toBeInTheDocument();
    expect(ticket()).toBeRequired();
    expect(
      screen.getByText(/^At most 72 hours\..*A second person must confirm\.$/),
    ).toBeInTheDocument();
  });

  it('stays in sight of who may not, disabled and with the reason beside it', async () => {
    const refusal =
      'You may not. It needs quality-gates.evaluation.waive for this component.';
    const api = createApi();
    await renderForm({ refusal }, api);
    await userEvent.type(reason(), 'it carries the fix');
    expect(act()).toBeDisabled();
    expect(act()).toHaveAccessibleDescription(refusal);
    expect(api.waive).not.toHaveBeenCalled();
  });

  it('sends gate, reason, ticket and time, and hands over the new answer', async () => {
    const answer = createEvaluation({ id: '8d2f' });
    const onAnswer = jest.fn();
    const api = createApi({ waive: async () => answer });
    await renderForm({ onAnswer }, api);
    expect(act()).toBeDisabled();
    await userEvent.type(reason(), 'it carries the fix');
    await userEvent.type(ticket(), ' PAY-3312 ');
    await userEvent.click(act());
    expect(api.waive).toHaveBeenCalledWith('7c1e0000', {
      gate: 'no-open-incident',
      reason: 'it carries the fix',
      ttl: '4h',
      ticket: 'PAY-3312',
    });
    expect(onAnswer).toHaveBeenCalledWith(answer);
    expect(await screen.findByText('Recorded')).toBeInTheDocument();
  });

  it('sends no ticket where none was given', async () => {
    const api = createApi();
    await renderForm({}, api);
    await userEvent.type(reason(), 'it carries the fix');
    await userEvent.click(act());
    expect(api.waive.mock.calls[0][1]).not.toHaveProperty('ticket');
  });

  it('lets one of several gates be chosen', async () => {
    const onChoose = jest.fn();
    await renderForm({ gates: ['no-open-incident', 'load'], onChoose });
    await userEvent.click(screen.getByRole('button', { name: /^Gate/ }));
    await userEvent.click(screen.getByRole('option', { name: 'load' }));
    expect(onChoose).toHaveBeenCalledWith('load');
  });

  it('tells a refusal in the backend’s own words', async () => {
    const waive = async () => {
      throw await createRefusal('A second person has to confirm this waiver');
    };
    await renderForm({}, createApi({ waive }));
    await userEvent.type(reason(), 'it carries the fix');
    await userEvent.click(act());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Refused: A second person has to confirm this waiver',
    );
  });
});
