import type {
  DoraReport,
  Interval,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { MetricId } from './metrics';

/** One metric of a report in one shape. */
export interface Measured {
  /** Deployments a week, seconds, or a ratio; null = no number. */
  readonly value: number | null;
  /** The same in the window before; undefined when that was not asked for. */
  readonly previous: number | null | undefined;
  readonly kind: 'frequency' | 'duration' | 'ratio';
  /** Samples behind the number. */
  readonly n: number;
  readonly interval: Interval | null;
}

const MEASURES: Record<MetricId, (report: DoraReport) => Measured> = {
  deploymentFrequency: ({
    deploymentFrequency: { count, perWeek },
    previous,
  }) => ({
    value: count === 0 ? null : perWeek,
    previous: previous?.deploymentFrequency.perWeek,
    kind: 'frequency',
    n: count ?? 0,
    interval: null,
  }),
  changeLeadTime: ({
    changeLeadTime: { medianSeconds, n, interval },
    previous,
  }) => ({
    value: medianSeconds,
    previous: previous?.changeLeadTime.medianSeconds,
    kind: 'duration',
    n,
    interval,
  }),
  changeFailRate: ({
    changeFailRate: { ratio, deployments, interval },
    previous,
  }) => ({
    value: ratio,
    previous: previous?.changeFailRate.ratio,
    kind: 'ratio',
    n: deployments,
    interval,
  }),
  recoveryTime: ({
    recoveryTime: { medianSeconds, n, interval },
    previous,
  }) => ({
    value: medianSeconds,
    previous: previous?.recoveryTime.medianSeconds,
    kind: 'duration',
    n,
    interval,
  }),
  reworkRate: ({ reworkRate: { ratio, deployments, interval }, previous }) => ({
    value: ratio,
    previous: previous?.reworkRate.ratio,
    kind: 'ratio',
    n: deployments,
    interval,
  }),
};

/** Reads one metric off a report. No deployment at all is no frequency of 0, but a word. */
export function measureMetric(metric: MetricId, report: DoraReport): Measured {
  return MEASURES[metric](report);
}
