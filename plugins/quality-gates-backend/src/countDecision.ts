import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';

/**
 * Counts decided evaluations that are no what-ifs on Backstage's metrics service, as `quality_gates.evaluation.decided`:
 * what let a version go without an answer (`failed_open`), or without anything enforced, is a number to be alarmed by.
 */
export function createDecisionCounter(
  metrics: Pick<MetricsService, 'createCounter'>,
): (evaluation: Evaluation) => void {
  const decided = metrics.createCounter('quality_gates.evaluation.decided', {
    description: 'Evaluations decided, by what they came to',
    unit: '{evaluation}',
  });
  return ({ decision, phase, environment, enforced, failedOpen, dryRun }) => {
    if (dryRun) return;
    const failed_open = failedOpen;
    decided.add(1, { decision, phase, environment, enforced, failed_open });
  };
}
