import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toError } from '@backstage/errors';
import type {
  EnvironmentState,
  Evaluation,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  createDenial,
  createEnvironmentState,
  createEvaluation,
  createGateOutcome,
} from '../../__testUtils__/evaluations';
import { NOW } from '../../__testUtils__/facts';
import { query } from '../../__testUtils__/query';
import { renderInTab } from '../../__testUtils__/renderInTab';
import { chooseVerdict, type Verdict, type WhatIf } from './chooseVerdict';
import { VerdictView, type VerdictViewProps } from './VerdictView';

const APPROVE = 'quality-gates.evaluation.approve';
const WAIVE = 'quality-gates.evaluation.waive';
const CREATE = 'quality-gates.evaluation.create';

function renderView(
  given: Partial<VerdictViewProps>,
  options?: Parameters<typeof renderInTab>[1],
) {
  return renderInTab(
    <VerdictView
      environments={query.data([])}
      verdicts={[]}
      versions={[{ version: '4.18.0', commit: null, at: '2026-11-18' }]}
      version="4.18.0"
      zone="UTC"
      setupLink="/setup"
      deployableLink="/gates/deployable"
      onChooseVersion={() => {}}
      onRetry={() => {}}
      onAsk={() => {}}
      {...given}
    />,
    options,
  );
}

/** The card of production, for the answer to 4.18.0 that was recorded last. */
async function renderCard(
  evaluation: Evaluation,
  options?: Parameters<typeof renderInTab>[1] & {
    current?: EnvironmentState['current'];
    onAsk?: VerdictViewProps['onAsk'];
  },
) {
  // The answer of a permission is kept a while by what it is about, also from one test to the next.
  const about = (options?.denied ?? []).join('-');
  const lastEvaluation = {
    ...evaluation,
    entityRef: `component:default/checkout${about}`,
  };
  const environment = createEnvironmentState({
    lastEvaluation,
    ...(options?.current && { current: options.current }),
  });
  const verdict = chooseVerdict(environment, '4.18.0', {
    whatIf: undefined,
    now: NOW,
  });
  await renderVerdict(verdict, environment, options);
  return screen.getByRole('article', { name: 'Production' });
}

function renderVerdict(
  verdict: Verdict,
  environment = createEnvironmentState(),
  options: Parameters<typeof renderInTab>[1] & Partial<VerdictViewProps> = {},
) {
  const { api, denied, ...props } = options;
  return renderView(
    { verdicts: [{ environment, verdict }], ...props },
    { api, denied },
  );
}

const failed = createGateOutcome({ gate: 'load', outcome: 'fail' });
const noAnswer = createGateOutcome({
  gate: 'load',
  outcome: 'error',
  reason: { code: 'timeout', message: 'prometheus did not answer in 10 s' },
});
const unanswered = [
  { code: 'error', gate: 'load', message: 'prometheus did not answer in 10 s' },
];

describe('the card of an environment', () => {
  it.each<[string, string, Partial<Evaluation>]>([
    ['Yes', '1 of 1 counted gates pass.', {}],
    [
      'Yes, with warnings',
      '1 of 2 counted gates pass.',
      {
        decision: 'allow-with-warnings',
        outcomes: [
          createGateOutcome(),
          createGateOutcome({ gate: 'size', outcome: 'warn' }),
        ],
      },
    ],
    [
      'Not yet',
      'Waits for 1 gate.',
      {
        decision: 'wait',
        canDeploy: false,
        decidedAt: null,
        expiresAt: null,
        outcomes: [createGateOutcome({ outcome: 'pending' })],
      },
    ],
    [
      'Not yet',
      'Earliest 13:38, when all are done.',
      {
        decision: 'wait',
        canDeploy: false,
        decidedAt: null,
        expiresAt: null,
        waitingFor: [{ gate: 'soak', until: '2026-11-18T13:38:00.000Z' }],
        outcomes: [createGateOutcome({ gate: 'soak', outcome: 'pending' })],
      },
    ],
    [
      'Ask a person',
      '1 of 1 gates could not decide.',
      { decision: 'manual', canDeploy: false, outcomes: [noAnswer] },
    ],
    [
      'No',
      '1 gate fails. Waiting alone will not change that.',
      { decision: 'deny', canDeploy: false, outcomes: [failed] },
    ],
    [
      'No',
      'No decision possible: prometheus did not answer in 10 s.',
      {
        decision: 'deny',
        canDeploy: false,
        outcomes: [noAnswer],
        reasons: unanswered,
      },
    ],
    [
      'No',
      'No gate applies, and an empty policy never allows.',
      {
        decision: 'deny',
        canDeploy: false,
        outcomes: [],
        reasons: [{ code: 'no_policy', message: 'No policy applies' }],
        policy: { name: null, digest: null, origins: {} },
      },
    ],
    [
      'Yes, by break-glass',
      'Opened by a.kim, ends 14:01.',
      {
        decision: 'allow-break-glass',
        outcomes: [failed],
        audit: [
          {
            at: '2026-11-18T13:31:00.000Z',
            who: 'user:default/a.kim',
            what: 'broke the glass',
          },
        ],
      },
    ],
    [
      'Yes, with warnings',
      'Failed open: prometheus did not answer in 10 s.',
      {
        decision: 'allow-with-warnings',
        failedOpen: true,
        outcomes: [noAnswer],
        reasons: unanswered,
      },
    ],
    [
      'Yes',
      '1 of 2 counted gates pass, and 1 without data.',
      {
        outcomes: [
          createGateOutcome(),
          createGateOutcome({
            gate: 'load',
            reason: { code: 'no_data', message: 'no series' },
          }),
        ],
      },
    ],
    [
      'Yes',
      'Observing, not enforcing. Would be: No.',
      { enforced: false, wouldHave: 'deny', outcomes: [failed] },
    ],
  ])('answers “%s” with “%s”', async (answer, sentence, partial) => {
    const card = await renderCard(createEvaluation(partial));
    expect(within(card).getByText(answer)).toBeInTheDocument();
    expect(within(card).getByText(sentence)).toBeInTheDocument();
  });

  it('lists a gate that passed without data, and why, and counts it apart', async () => {
    const unseen = createGateOutcome({
      gate: 'load',
      reason: { code: 'no_data', message: 'no series' },
    });
    const outcomes = [createGateOutcome(), unseen];
    const card = await renderCard(createEvaluation({ outcomes }));
    const [reasons, tally] = within(card).getAllByRole('list');
    expect(reasons).toHaveTextContent('load no series');
    expect(
      within(reasons).getByRole('img', { name: 'Passed without data' }),
    ).toBeInTheDocument();
    expect(tally).toHaveTextContent('1 passed without data1 pass');
  });

  it('shows what stands in the way, blocking gates first, with who can help', async () => {
    const card = await renderCard(createDenial());
    const reasons = within(card).getAllByRole('list')[0];
    const [first, second] = within(reasons).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      'no-open-incident 1 incident of P2 or worse is open in production, ask: payments-oncall',
    );
    expect(second).toHaveTextContent(
      'release-approval One approval by payments-leads, usually takes 11 min (n = 34)',
    );
    expect(within(reasons).queryByText(/latency-p95/)).toBeNull();
  });

  it.each<[string, Partial<Evaluation>, RegExp]>([
    [
      'expired',
      { expiresAt: '2026-11-18T13:01:00.000Z' },
      /The answer expired at 13:01\. It was “Yes” for 4\.18\.0\./,
    ],
    [
      'was invalidated',
      {
        invalidated: {
          at: '2026-11-18T13:31:30.000Z',
          by: 'user:default/a.kim',
          reason: 'wrong cluster',
        },
      },
      /The answer was invalidated by a\.kim\. It was “Yes”/,
    ],
  ])('is unknown once the answer %s', async (_, partial, sentence) => {
    const onAsk = jest.fn();
    const card = await renderCard(createEvaluation(partial), { onAsk });
    expect(within(card).getByText('Unknown')).toBeInTheDocument();
    expect(within(card).getByText(sentence)).toBeInTheDocument();
    expect(within(card).queryByText('Yes')).toBeNull();
    await userEvent.click(
      within(card).getByRole('button', { name: 'Ask again' }),
    );
    expect(onAsk).toHaveBeenCalledTimes(1);
  });

  it('keeps the answer a version went out with, though it has expired', async () => {
    const current = { ...createEnvironmentState().current!, version: '4.18.0' };
    const card = await renderCard(
      createEvaluation({ expiresAt: '2026-11-18T13:01:00.000Z' }),
      { current },
    );
    expect(card).toHaveTextContent('Yes');
    expect(card).toHaveTextContent('Answer used 09:42');
  });

  it('says when nobody has asked, and that asking deploys nothing', async () => {
    const evaluation = createEvaluation({
      decision: 'deny',
      canDeploy: false,
      outcomes: [
        createGateOutcome({
          outcome: 'inconclusive',
          reason: { code: 'not_measured', message: 'Never measured' },
        }),
      ],
    });
    await renderVerdict(
      chooseVerdict(createEnvironmentState(), '4.18.0', {
        whatIf: { evaluation },
        now: NOW,
      }),
    );
    expect(
      screen.getByText(
        'Nobody has asked for this environment. Asking deploys nothing.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Ask now' })).toBeEnabled();
  });

  it('says that a what-if is recorded nowhere', async () => {
    await renderVerdict(
      chooseVerdict(createEnvironmentState(), '4.18.0', {
        whatIf: { evaluation: createDenial() },
        now: NOW,
      }),
    );
    const card = screen.getByRole('article', { name: 'Production' });
    expect(card).toHaveTextContent('What-if, not recorded');
    expect(
      within(card).getByRole('link', { name: 'Explain Production' }),
    ).toHaveAttribute(
      'href',
      '/gates/evaluations/what-if?environment=production&version=4.18.0',
    );
    expect(within(card).queryByRole('link', { name: 'Approve' })).toBeNull();
  });

  it('says that it could not ask, and asks again', async () => {
    const onRetry = jest.fn();
    const whatIf: WhatIf = { error: toError(new Error('no route to host')) };
    await renderVerdict(
      chooseVerdict(createEnvironmentState(), '4.18.0', { whatIf, now: NOW }),
      undefined,
      { onRetry },
    );
    expect(screen.getByText('Could not ask')).toBeInTheDocument();
    expect(screen.getByText('no route to host')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('waits without a shape that could be taken for an answer', async () => {
    await renderVerdict({ state: 'loading' });
    const card = screen.getByRole('article', { name: 'Production' });
    expect(within(card).getByLabelText('Loading')).toBeInTheDocument();
    expect(within(card).queryByText(/Yes|No/)).toBeNull();
  });

  it('says that the version runs there already', async () => {
    const environment = createEnvironmentState();
    const verdict = chooseVerdict(environment, '4.17.2', {
      whatIf: undefined,
      now: NOW,
    });
    await renderVerdict(verdict, environment);
    expect(screen.getByText('Up to date')).toBeInTheDocument();
    expect(screen.getByText('Runs 4.17.2 since 09:42.')).toBeInTheDocument();
  });
});

describe('what a card offers', () => {
  it('offers an approval to who may give it, else nothing of the sort', async () => {
    const card = await renderCard(createDenial());
    expect(within(card).getByRole('link', { name: 'Approve' })).toHaveAttribute(
      'href',
      '/gates/evaluations/7c1e0000?act=approve&gate=release-approval',
    );
  });

  it('offers a waiver to who may not approve, but may waive', async () => {
    const card = await renderCard(createDenial(), { denied: [APPROVE] });
    expect(
      within(card).getByRole('link', { name: 'Request waiver' }),
    ).toHaveAttribute(
      'href',
      '/gates/evaluations/7c1e0000?act=waive&gate=no-open-incident',
    );
  });

  it('leaves who may do nothing with the explanation', async () => {
    const card = await renderCard(createDenial(), {
      denied: [APPROVE, WAIVE, CREATE],
    });
    const links = within(card).getAllByRole('link');
    expect(links.map(link => link.textContent)).toEqual([
      'Explain',
      'Other versions',
    ]);
    expect(within(card).queryByRole('button')).toBeNull();
  });

  it('offers nobody to ask again who may not ask', async () => {
    const card = await renderCard(
      createEvaluation({ expiresAt: '2026-11-18T13:01:00.000Z' }),
      { denied: [CREATE] },
    );
    expect(within(card).queryByRole('button')).toBeNull();
  });

  it('leads to other versions only where this one cannot go', async () => {
    const denied = await renderCard(createDenial());
    expect(
      within(denied).getByRole('link', {
        name: 'Other versions for Production',
      }),
    ).toHaveAttribute('href', '/gates/deployable?environment=production');
  });

  it('does not lead away from a yes', async () => {
    const allowed = await renderCard(createEvaluation());
    expect(within(allowed).queryByText('Other versions')).toBeNull();
  });
});

describe('the section around the cards', () => {
  it('asks about a version and leads to the reverse question', async () => {
    await renderView({});
    expect(
      screen.getByRole('heading', { name: 'Can I deploy 4.18.0?' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'What could I deploy?' }),
    ).toHaveAttribute('href', '/gates/deployable');
  });

  it('says what to switch on before a version is known', async () => {
    await renderView({ version: null });
    expect(screen.getByText('No version is known yet')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Connect deployments' }),
    ).toHaveAttribute('href', '/setup');
  });

  it('waits, and says that it could not be loaded', async () => {
    const { unmount } = await renderView({
      version: null,
      environments: query.loading(),
    });
    expect(screen.getByLabelText('Loading')).toBeInTheDocument();
    unmount();
    await renderView({ version: null, environments: query.failed() });
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Could not load what may be deployed',
    );
  });

  it('says from when the answers are when they cannot be renewed', async () => {
    await renderView({ environments: query.stale([]) });
    expect(screen.getByText(/As of 13:32/)).toBeInTheDocument();
  });
});
