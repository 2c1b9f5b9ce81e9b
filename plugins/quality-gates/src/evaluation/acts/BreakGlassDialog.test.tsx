import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { EffectivePolicy } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createApi } from '../../__testUtils__/createApi';
import {
  createDenial,
  createEvaluation,
} from '../../__testUtils__/evaluations';
import { createRefusal } from '../../__testUtils__/refusal';
import { renderInTab } from '../../__testUtils__/renderInTab';
import { BreakGlassDialog } from './BreakGlassDialog';

function policy(breakGlass: object | undefined): EffectivePolicy {
  return {
    entityRef: 'component:default/checkout',
    environment: 'production',
    name: 'prod-standard',
    digest: 'a91f04b2',
    spec: { overrides: { ...(breakGlass && { breakGlass }) } },
    origins: {},
    findings: [],
  };
}

async function renderDialog(api = createApi()) {
  const onClose = jest.fn();
  const onAnswer = jest.fn();
  await renderInTab(
    <BreakGlassDialog
      evaluation={createDenial()}
      onClose={onClose}
      onAnswer={onAnswer}
    />,
    { api },
  );
  return { onClose, onAnswer };
}

const act = () => screen.getByRole('button', { name: 'Break glass' });
const reason = () => screen.getByRole('textbox', { name: /Reason/ });

describe('BreakGlassDialog', () => {
  it('says what it means, who is told, for how long at most, and how long a reason must be', async () => {
    const readPolicy = async () =>
      policy({ maxTtl: '1h', requireReason: 20, notify: ['ops', 'releases'] });
    await renderDialog(createApi({ readPolicy }));
    expect(
      screen.getByRole('dialog', { name: 'Break glass for Production' }),
    ).toHaveTextContent('4.18.0 may then go out although gates do not pass.');
    expect(
      await screen.findByText('At most 1 hour. Told: ops, releases'),
    ).toBeInTheDocument();
    expect(screen.getByText('At least 20 characters')).toBeInTheDocument();
  });

  it('says when the policy names nobody to be told', async () => {
    await renderDialog(createApi({ readPolicy: async () => policy({}) }));
    expect(
      await screen.findByText('The policy names nobody to be told.'),
    ).toBeInTheDocument();
  });

  it('does nothing without a reason', async () => {
    const api = createApi();
    await renderDialog(api);
    expect(act()).toBeDisabled();
    await userEvent.type(reason(), '   ');
    expect(act()).toBeDisabled();
    expect(api.breakGlass).not.toHaveBeenCalled();
  });

  it('sends reason and time, closes, and shows the new answer', async () => {
    const answer = createEvaluation({
      id: '8d2f',
      decision: 'allow-break-glass',
    });
    const api = createApi({ breakGlass: async () => answer });
    const { onClose, onAnswer } = await renderDialog(api);
    await userEvent.type(reason(), 'payments are down');
    await userEvent.click(act());
    expect(api.breakGlass).toHaveBeenCalledWith('7c1e0000', {
      reason: 'payments are down',
      ttl: '30m',
    });
    expect(onClose).toHaveBeenCalledTimes(1);
    expect(onAnswer).toHaveBeenCalledWith(answer);
  });

  it('stays open with the backend’s own words when it is refused', async () => {
    const breakGlass = async () => {
      throw await createRefusal('The policy grants no overrides.breakGlass');
    };
    const { onClose } = await renderDialog(createApi({ breakGlass }));
    await userEvent.type(reason(), 'payments are down');
    await userEvent.click(act());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Refused: The policy grants no overrides.breakGlass',
    );
    expect(onClose).not.toHaveBeenCalled();
  });

  it('sends nothing when it is left', async () => {
    const api = createApi();
    const { onClose } = await renderDialog(api);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onClose).toHaveBeenCalledTimes(1);
    expect(api.breakGlass).not.toHaveBeenCalled();
  });
});
