import type {
  DoraReport,
  MissingReason,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { medianInterval } from './medianInterval';
import { quantile, sortNumbers } from './median';
import type { CountedDeployment, DoraChange } from './types';

/**
 * How long changes took from commit to production: one sample a change, pooled, so that a deployment of many changes
 * weighs as many (D4). `changes` has each change once, with the first deployment that contains it.
 *
 * Source: dora.dev, guides/dora-metrics, "change lead time"; the mean is not used because one old branch moves it.
 *
 * @example samples of 1, 2, 4 and 10 h // medianSeconds: 10800
 */
export function changeLeadTime(options: {
  readonly changes: readonly DoraChange[];
  readonly deployments: readonly CountedDeployment[];
  readonly mapped: boolean;
}): DoraReport['changeLeadTime'] {
  const samples = sortNumbers(options.changes.map(leadTimeSeconds));
  return {
    medianSeconds: quantile(samples, 0.5),
    p90Seconds: quantile(samples, 0.9),
    minSeconds: samples[0] ?? null,
    maxSeconds: samples[samples.length - 1] ?? null,
    n: samples.length,
    interval: medianInterval(samples),
    reason: samples.length > 0 ? null : reasonFor(options),
  };
}

/** From commit to the deployment, in seconds. */
export function leadTimeSeconds(
  change: Pick<DoraChange, 'committedAt' | 'deployedAt'>,
): number {
  return (change.deployedAt - change.committedAt) / 1000;
}

function reasonFor(options: {
  readonly deployments: readonly CountedDeployment[];
  readonly mapped: boolean;
}): MissingReason {
  if (!options.mapped) return 'no-source';
  if (options.deployments.length === 0) return 'no-deployments';
  const members = options.deployments.flatMap(({ members: all }) => all);
  if (members.some(one => one.commitsFrom === 'unknown')) {
    return 'commits-unknown';
  }
  return members.some(one => one.negativeLeadTimes > 0)
    ? 'insufficient-data'
    : 'no-changes';
}
