import { screen } from '@testing-library/react';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  createDenial,
  createEnvironmentState,
  createEvaluation,
} from '../../__testUtils__/evaluations';
import { createIncident, NOW } from '../../__testUtils__/facts';
import { renderInTab } from '../../__testUtils__/renderInTab';
import { AnswerBanner } from './AnswerBanner';
import { chooseVerdict } from './chooseVerdict';

const reader = { zone: 'UTC', now: NOW };

function renderBanner(
  evaluations: readonly Evaluation[],
  incidents = [] as ReturnType<typeof createIncident>[],
) {
  const verdicts = evaluations.map(lastEvaluation => {
    const { environment: name, version } = lastEvaluation;
    const environment = createEnvironmentState({ name, lastEvaluation });
    const asked = { whatIf: undefined, now: NOW };
    return { environment, verdict: chooseVerdict(environment, version, asked) };
  });
  return renderInTab(
    <AnswerBanner verdicts={verdicts} incidents={incidents} reader={reader} />,
  );
}

describe('AnswerBanner', () => {
  it.each<[string, Partial<Evaluation>]>([
    ['all is allowed', {}],
    ['it is allowed with warnings', { decision: 'allow-with-warnings' }],
    [
      'something waits',
      { decision: 'wait', canDeploy: false, decidedAt: null },
    ],
  ])('is absent when %s', async (_, partial) => {
    await renderBanner([createEvaluation(partial)]);
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('says what cannot go where, why, and leads to the explanation', async () => {
    await renderBanner([createDenial()]);
    const banner = screen.getByRole('status');
    expect(banner).toHaveTextContent('4.18.0 cannot go to Production');
    expect(banner).toHaveTextContent(
      '1 incident of P2 or worse is open in production.',
    );
    expect(
      screen.getByRole('button', { name: 'Explain the answer' }),
    ).toHaveAttribute('href', '/gates/evaluations/7c1e0000');
  });

  it('names the gate that fails before one that only waits', async () => {
    await renderBanner([
      createDenial({
        reasons: [
          { code: 'waiting', gate: 'release-approval', message: 'It waits' },
          { code: 'fail_limit', gate: 'no-open-incident', message: 'It fails' },
        ],
      }),
    ]);
    expect(screen.getByRole('status')).toHaveTextContent(
      'no-open-incident: 1 incident of P2 or worse is open in production.',
    );
  });

  it.each<[string, Partial<Evaluation>, RegExp]>([
    [
      'a question for a person',
      { decision: 'manual', canDeploy: false },
      /A person decides whether 4\.18\.0 goes to Production/,
    ],
    [
      'a broken glass',
      { decision: 'allow-break-glass' },
      /4\.18\.0 can go to Production by break-glass/,
    ],
    [
      'a version that does not hold after its deployment',
      { decision: 'deny', canDeploy: false, phase: 'post-deploy' },
      /4\.18\.0 does not hold in Production/,
    ],
  ])('tells of %s', async (_, partial, words) => {
    await renderBanner([createEvaluation(partial)]);
    expect(screen.getByRole('status')).toHaveTextContent(words);
  });

  it('tells of a denial before a question, wherever each is', async () => {
    await renderBanner([
      createDenial({ environment: 'staging' }),
      createEvaluation({ decision: 'manual', canDeploy: false }),
    ]);
    expect(screen.getByRole('status')).toHaveTextContent(
      '4.18.0 cannot go to Staging',
    );
  });

  it('keeps silent about a denial that has expired or was invalidated', async () => {
    await renderBanner([
      createDenial({ expiresAt: '2026-11-18T13:01:00.000Z' }),
      createDenial({
        environment: 'staging',
        invalidated: {
          at: '2026-11-18T13:31:30.000Z',
          by: 'user:default/a.kim',
          reason: 'wrong cluster',
        },
      }),
    ]);
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('keeps silent about a what-if', async () => {
    const environment = createEnvironmentState();
    const verdict = chooseVerdict(environment, '4.18.0', {
      whatIf: { evaluation: createDenial() },
      now: NOW,
    });
    await renderInTab(
      <AnswerBanner
        verdicts={[{ environment, verdict }]}
        incidents={[]}
        reader={reader}
      />,
    );
    expect(screen.queryByRole('status')).toBeNull();
  });

  it('tells of an open incident by itself, and beside a denial', async () => {
    const incidents = [createIncident({ resolvedAt: null })];
    const { unmount } = await renderBanner([], incidents);
    expect(screen.getByRole('status')).toHaveTextContent(
      'An incident is open1 incident is open: INC-2291.',
    );
    unmount();
    await renderBanner([createDenial()], incidents);
    expect(screen.getByRole('status')).toHaveTextContent(
      /4\.18\.0 cannot go to Production.*1 incident is open: INC-2291\./,
    );
  });
});
