import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { EvaluationOptions } from './options';
import { recallVerdicts, type RecalledPlace } from './recallVerdicts';

/** What is asked; the environment as sent. */
export type RecordedQuestion = RecalledPlace & { readonly version: string };

/** Whether a version may go, by what was recorded about it: see {@link recallVerdicts}. */
export async function canIDeploy(
  asked: RecordedQuestion,
  options: EvaluationOptions,
): Promise<Evaluation> {
  const [answer] = await recallVerdicts(asked, options);
  return answer;
}
