import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createApi } from '../../__testUtils__/createApi';
import {
  createDenial,
  createEvaluation,
  createGateOutcome,
} from '../../__testUtils__/evaluations';
import { NOW } from '../../__testUtils__/facts';
import { renderInTab } from '../../__testUtils__/renderInTab';
import { EvaluationBanner } from './EvaluationBanner';

async function renderBanner(
  evaluation: Evaluation,
  given: { api?: ReturnType<typeof createApi>; recorded?: boolean } = {},
) {
  const onAnswer = jest.fn();
  await renderInTab(
    <EvaluationBanner
      evaluation={evaluation}
      recorded={given.recorded ?? true}
      reader={{ zone: 'UTC', now: NOW }}
      refusal={() => null}
      onAnswer={onAnswer}
    />,
    { api: given.api },
  );
  return onAnswer;
}

describe('EvaluationBanner', () => {
  it.each<[string, Partial<Evaluation>]>([
    ['Yes. 4.18.0 can go to Production.', {}],
    [
      'Yes, with warnings. 4.18.0 can go to Production, with warnings.',
      { decision: 'allow-with-warnings' },
    ],
    [
      'Not yet. 4.18.0 cannot go to Production yet.',
      { decision: 'wait', canDeploy: false, decidedAt: null },
    ],
    [
      'Ask a person. A person decides whether 4.18.0 goes to Production.',
      { decision: 'manual', canDeploy: false },
    ],
    [
      'No. 4.18.0 cannot go to Production.',
      { decision: 'deny', canDeploy: false },
    ],
    [
      'Yes, by break-glass. 4.18.0 can go to Production by break-glass.',
      { decision: 'allow-break-glass' },
    ],
    [
      'No. 4.18.0 does not hold in Production.',
      { decision: 'deny', canDeploy: false, phase: 'post-deploy' },
    ],
  ])('answers “%s”', async (title, partial) => {
    await renderBanner(createEvaluation(partial));
    expect(screen.getByRole('heading', { name: title })).toBeInTheDocument();
  });

  it.each<[string, Partial<Evaluation>, RegExp]>([
    [
      'Expired. It was “Yes” for 4.18.0 in Production.',
      { expiresAt: '2026-11-18T13:01:00.000Z' },
      /Expired at 13:01/,
    ],
    [
      'Replaced. It was “Yes” for 4.18.0 in Production.',
      { supersededBy: '8d2f0000' },
      /Replaced by 8d2f0000/,
    ],
    [
      'Invalidated. It was “Yes” for 4.18.0 in Production.',
      {
        canDeploy: false,
        invalidated: {
          at: '2026-11-18T13:31:30.000Z',
          by: 'user:default/a.kim',
          reason: 'wrong cluster',
        },
      },
      /Invalidated by a\.kim, 13:31, and counts no more: wrong cluster/,
    ],
  ])(
    'never shows an answer that holds no more as one: “%s”',
    async (title, partial, note) => {
      await renderBanner(createEvaluation(partial));
      expect(screen.getByRole('heading', { name: title })).toBeInTheDocument();
      expect(screen.getByText(note)).toBeInTheDocument();
      expect(screen.getByRole('button', { name: 'Ask again' })).toBeEnabled();
      expect(screen.queryByRole('button', { name: 'Break glass' })).toBeNull();
    },
  );

  it('offers to break the glass where the answer is no', async () => {
    await renderBanner(createDenial());
    expect(screen.getByRole('button', { name: 'Break glass' })).toBeEnabled();
  });

  it('says what a policy that only observes would have answered', async () => {
    await renderBanner(
      createEvaluation({ enforced: false, wouldHave: 'deny' }),
    );
    expect(
      screen.getByText('Observing, not enforcing. Would be: No.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Break glass' })).toBeNull();
  });

  it('says once why it failed open', async () => {
    await renderBanner(
      createEvaluation({
        decision: 'allow-with-warnings',
        failedOpen: true,
        reasons: [
          { code: 'error', gate: 'load', message: 'No answer in 10 s' },
        ],
      }),
    );
    expect(
      screen.getByText('Failed open: No answer in 10 s.'),
    ).toBeInTheDocument();
  });

  it('says what runs there and since when', async () => {
    await renderBanner(createEvaluation());
    expect(await screen.findByText('4.17.2, since 09:42')).toBeInTheDocument();
  });

  it('takes a what-if without a measurement for no answer, and offers only to ask', async () => {
    const answer = createEvaluation({ id: '8d2f0000' });
    const api = createApi({ createEvaluation: async () => answer });
    const reason = { code: 'not_measured', message: 'Nobody has measured yet' };
    const whatIf = createDenial({
      commit: null,
      reasons: [reason],
      outcomes: [createGateOutcome({ outcome: 'inconclusive', reason })],
    });
    const onAnswer = await renderBanner(whatIf, { api, recorded: false });
    expect(
      screen.getByRole('heading', {
        name: 'Unknown. No gate was measured for 4.18.0 in Production',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/What-if: nothing was measured for it/),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('button')).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Ask now' }));
    expect(api.createEvaluation).toHaveBeenCalledWith({
      entityRef: 'component:default/checkout',
      environment: 'production',
      version: '4.18.0',
      phase: 'pre-deploy',
    });
    expect(onAnswer).toHaveBeenCalledWith(answer);
  });

  it('asks again and hands over the new answer', async () => {
    const answer = createEvaluation({ id: '8d2f0000' });
    const api = createApi({ rerun: async () => answer });
    const onAnswer = await renderBanner(createDenial(), { api });
    await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    expect(api.rerun).toHaveBeenCalledWith('7c1e0000', {
      reason: 'Asked again on the page',
    });
    expect(onAnswer).toHaveBeenCalledWith(answer);
  });
});
