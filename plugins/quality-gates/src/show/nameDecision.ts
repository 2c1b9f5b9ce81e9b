import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Translate } from '../translation';

/**
 * The word of an answer, with that it rests on what could not be decided.
 *
 * @example nameDecision({ decision: 'allow-with-warnings', failedOpen: true }, t) // 'Yes, with warnings (failed open)'
 */
export function nameDecision(
  { decision, failedOpen }: Pick<Evaluation, 'decision' | 'failedOpen'>,
  t: Translate,
): string {
  const answer = t(`glyph.${decision}`);
  return failedOpen ? t('failedOpen', { answer }) : answer;
}
