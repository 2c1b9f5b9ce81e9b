import type { ErrorLike } from '@backstage/errors';
import type {
  EnvironmentState,
  Evaluation,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { stateOf } from '../evaluationState';
import { isUnmeasured } from '../isUnmeasured';

/** What came of asking for a what-if. */
export type WhatIf =
  | { readonly evaluation: Evaluation }
  | { readonly error: ErrorLike };

/** What one card says. */
export type Verdict =
  | {
      readonly state: 'answer' | 'expired' | 'invalidated' | 'never-asked';
      readonly evaluation: Evaluation;
      /** False for a what-if. */
      readonly recorded: boolean;
    }
  | { readonly state: 'up-to-date' }
  | { readonly state: 'loading' }
  | { readonly state: 'could-not-ask'; readonly error: ErrorLike };

/** Whether the answer for `version` has to be asked for, because nobody has and it does not run there. */
export function needsWhatIf(
  { current, lastEvaluation }: EnvironmentState,
  version: string,
): boolean {
  return lastEvaluation?.version !== version && current?.version !== version;
}

/**
 * The answer for `version`: what was asked and recorded, else the what-if. An answer that has expired is no answer,
 * unless the version went out with it.
 */
export function chooseVerdict(
  environment: EnvironmentState,
  version: string,
  options: { whatIf: WhatIf | undefined; now: number },
): Verdict {
  const { current, lastEvaluation } = environment;
  const { whatIf, now } = options;
  const runsThere = current?.version === version;
  if (lastEvaluation?.version === version) {
    const evaluation = lastEvaluation;
    const state = stateOf(evaluation, now);
    if (state === 'invalidated') return { state, evaluation, recorded: true };
    const used = runsThere && evaluation.canDeploy;
    return {
      state: state === 'expired' && !used ? 'expired' : 'answer',
      evaluation,
      recorded: true,
    };
  }
  if (runsThere) return { state: 'up-to-date' };
  if (!whatIf) return { state: 'loading' };
  if ('error' in whatIf) return { state: 'could-not-ask', error: whatIf.error };
  const { evaluation } = whatIf;
  return {
    state: isUnmeasured(evaluation) ? 'never-asked' : 'answer',
    evaluation,
    recorded: false,
  };
}
