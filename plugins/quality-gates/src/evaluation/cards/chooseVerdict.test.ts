import { toError } from '@backstage/errors';
import {
  createDenial,
  createEnvironmentState,
  createEvaluation,
  createGateOutcome,
} from '../../__testUtils__/evaluations';
import { NOW } from '../../__testUtils__/facts';
import { chooseVerdict } from './chooseVerdict';

const open = { whatIf: undefined, now: NOW };

describe('chooseVerdict', () => {
  it('shows the recorded answer for the version', () => {
    const lastEvaluation = createDenial();
    const verdict = chooseVerdict(
      createEnvironmentState({ lastEvaluation }),
      '4.18.0',
      open,
    );
    expect(verdict).toMatchObject({ state: 'answer', recorded: true });
  });

  it('takes no expired answer for an answer', () => {
    const lastEvaluation = createEvaluation({
      expiresAt: '2026-11-18T13:01:00.000Z',
    });
    const environment = createEnvironmentState({ lastEvaluation });
    expect(chooseVerdict(environment, '4.18.0', open).state).toBe('expired');
  });

  it('keeps the answer that a version went out with', () => {
    const { current } = createEnvironmentState();
    const environment = createEnvironmentState({
      current: { ...current!, version: '4.18.0' },
      lastEvaluation: createEvaluation({
        expiresAt: '2026-11-18T13:01:00.000Z',
      }),
    });
    expect(chooseVerdict(environment, '4.18.0', open).state).toBe('answer');
  });

  it('takes no answer that was invalidated for an answer', () => {
    const lastEvaluation = createEvaluation({
      invalidated: {
        at: '2026-11-18T13:31:30.000Z',
        by: 'user:default/a.kim',
        reason: 'measured the wrong cluster',
      },
    });
    const environment = createEnvironmentState({ lastEvaluation });
    expect(chooseVerdict(environment, '4.18.0', open).state).toBe(
      'invalidated',
    );
  });

  it('answers for another version with a what-if, never with the recorded answer', () => {
    const environment = createEnvironmentState({
      lastEvaluation: createEvaluation(),
    });
    const evaluation = createDenial({ version: '4.19.0', dryRun: true });
    expect(chooseVerdict(environment, '4.19.0', open).state).toBe('loading');
    expect(
      chooseVerdict(environment, '4.19.0', {
        whatIf: { evaluation },
        now: NOW,
      }),
    ).toEqual({ state: 'answer', evaluation, recorded: false });
  });

  it('says that nobody asked when no gate was measured', () => {
    const evaluation = createDenial({
      outcomes: [
        createGateOutcome({
          outcome: 'inconclusive',
          reason: { code: 'not_measured', message: 'Nobody has measured yet' },
        }),
      ],
    });
    const verdict = chooseVerdict(createEnvironmentState(), '4.18.0', {
      whatIf: { evaluation },
      now: NOW,
    });
    expect(verdict.state).toBe('never-asked');
  });

  it('says that it could not ask', () => {
    const error = toError(new Error('no route to host'));
    expect(
      chooseVerdict(createEnvironmentState(), '4.18.0', {
        whatIf: { error },
        now: NOW,
      }),
    ).toEqual({ state: 'could-not-ask', error });
  });
});
