import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createApi } from '../../__testUtils__/createApi';
import { createEvaluation } from '../../__testUtils__/evaluations';
import { NOW } from '../../__testUtils__/facts';
import { createRefusal } from '../../__testUtils__/refusal';
import { renderInTab } from '../../__testUtils__/renderInTab';
import { InvalidateSection } from './InvalidateSection';

const invalidated = {
  at: '2026-11-18T13:31:30.000Z',
  by: 'user:default/a.kim',
  reason: 'wrong cluster',
};

async function renderSection(
  evaluation: Evaluation,
  options: { api?: ReturnType<typeof createApi>; refusal?: string } = {},
) {
  const onAnswer = jest.fn();
  await renderInTab(
    <InvalidateSection
      evaluation={evaluation}
      reader={{ zone: 'UTC', now: NOW }}
      refusal={() => options.refusal ?? null}
      onAnswer={onAnswer}
    />,
    options,
  );
  return onAnswer;
}

async function confirm() {
  await userEvent.click(screen.getByRole('button', { name: 'Invalidate' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: /Reason/ }),
    'the probe asked the wrong cluster',
  );
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Invalidate' }),
  );
}

describe('InvalidateSection', () => {
  it.each<[string, Partial<Evaluation>]>([
    ['open', { decidedAt: null, expiresAt: null }],
    ['replaced', { supersededBy: '8d2f0000' }],
    ['invalidated already', { invalidated }],
  ])('is absent from an answer that is %s', async (_, partial) => {
    await renderSection(createEvaluation(partial));
    expect(screen.queryByRole('button', { name: 'Invalidate' })).toBeNull();
  });

  it('is there for an expired answer, with which others are still compared', async () => {
    await renderSection(
      createEvaluation({ expiresAt: '2026-11-18T13:01:00.000Z' }),
    );
    expect(screen.getByRole('button', { name: 'Invalidate' })).toBeEnabled();
  });

  it('stays in sight of who may not, disabled and with the reason beside it', async () => {
    const refusal =
      'You may not. It needs quality-gates.evaluation.invalidate for this component.';
    await renderSection(createEvaluation(), { refusal });
    const button = screen.getByRole('button', { name: 'Invalidate' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(refusal);
  });

  it('says what it means before it does it', async () => {
    await renderSection(createEvaluation());
    await userEvent.click(screen.getByRole('button', { name: 'Invalidate' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Invalidate the answer for 4.18.0 in Production',
    });
    expect(dialog).toHaveTextContent(
      'The verdict no longer counts: nothing may be deployed by it, and its measurements no longer serve as a baseline.',
    );
    expect(
      within(dialog).getByRole('button', { name: 'Invalidate' }),
    ).toBeDisabled();
  });

  it('sends the reason and hands over the answer', async () => {
    const answer = createEvaluation({ invalidated, canDeploy: false });
    const api = createApi({ invalidate: async () => answer });
    const onAnswer = await renderSection(createEvaluation(), { api });
    await confirm();
    expect(api.invalidate).toHaveBeenCalledWith('7c1e0000', {
      reason: 'the probe asked the wrong cluster',
    });
    expect(onAnswer).toHaveBeenCalledWith(answer);
  });

  it('stays open with the backend’s own words when it is refused', async () => {
    const invalidate = async () => {
      throw await createRefusal('only people may invalidate');
    };
    const api = createApi({ invalidate });
    const onAnswer = await renderSection(createEvaluation(), { api });
    await confirm();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Refused: only people may invalidate',
    );
    expect(onAnswer).not.toHaveBeenCalled();
  });
});
