import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { MetricId } from './metrics';

/** One bucket of a metric over the window. `value` null = nothing to say, drawn as a gap. */
export interface MetricPoint {
  readonly from: string;
  readonly to: string;
  /** Deployments, seconds or a ratio, by metric. */
  readonly value: number | null;
  /** Deployments of the bucket (of the last seven days for rates). */
  readonly n: number;
  readonly failed: number;
}

type Bucket = DoraReport['series'][number];

const DAY_MS = 36e5 * 25;
const RATE_DAYS = 7;

function trailing(series: readonly Bucket[], at: number): readonly Bucket[] {
  const { from, to } = series[at];
  const daily = Date.parse(to) - Date.parse(from) <= DAY_MS;
  return daily
    ? series.slice(Math.max(0, at - RATE_DAYS + 1), at + 1)
    : [series[at]];
}

function ratePoint(
  series: readonly Bucket[],
  at: number,
  of: 'failed' | 'rework',
) {
  const span = trailing(series, at);
  const n = span.reduce((sum, bucket) => sum + bucket.deployments, 0);
  const hit = span.reduce((sum, bucket) => sum + bucket[of], 0);
  return { value: n > 0 ? hit / n : null, n };
}

/**
 * A metric's way through the window, one point a bucket. Rates of single days jump between 0 and 1, so a daily series
 * shows the rate of the seven days up to each day; weeks and months stand for themselves.
 */
export function readMetricSeries(
  metric: MetricId,
  series: DoraReport['series'],
): MetricPoint[] {
  return series.map((bucket, at) => {
    const { from, to, failed, deployments: n } = bucket;
    const common = { from, to, failed, n };
    switch (metric) {
      case 'deploymentFrequency':
        return { ...common, value: n };
      case 'changeLeadTime':
        return { ...common, value: bucket.leadTimeMedianSeconds };
      case 'recoveryTime':
        return { ...common, value: bucket.recoveryMedianSeconds };
      case 'changeFailRate':
        return { ...common, ...ratePoint(series, at, 'failed') };
      default:
        return { ...common, ...ratePoint(series, at, 'rework') };
    }
  });
}
