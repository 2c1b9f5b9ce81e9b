import type {
  Decision,
  Evaluation,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { EnvironmentVerdict } from './useVerdicts';

const LOUD: readonly Decision[] = ['deny', 'manual', 'allow-break-glass'];

/**
 * The recorded answer that needs a person most: a denial before a question before a broken glass, the last environment
 * on the way first. What-ifs and answers that hold no more are nobody's concern.
 */
export function chooseBanner(
  verdicts: readonly EnvironmentVerdict[],
): Evaluation | undefined {
  const loud = verdicts.flatMap(({ verdict }) =>
    verdict.state === 'answer' &&
    verdict.recorded &&
    LOUD.includes(verdict.evaluation.decision)
      ? verdict.evaluation
      : [],
  );
  const rank = ({ decision }: Evaluation) => LOUD.indexOf(decision);
  return loud.reverse().sort((a, b) => rank(a) - rank(b))[0];
}
