import { DateTime } from 'luxon';
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration } from '../show/formatDuration';
import { LOCALE } from '../show/formatInstant';
import { formatNumber, formatPercent } from '../show/formatNumber';
import type { Translate } from '../translation';
import type { MetricId } from './metrics';
import { readMetricSeries } from './metricSeries';

/** A point of a chart with its words. `value` is in the unit of the axis. */
export interface ChartPoint {
  readonly label: string;
  readonly value: number | null;
  readonly text: string;
  readonly n: number;
  /** Failed deployments of the bucket, marked at the top of its bar. */
  readonly failed: number;
}

/** A chart with an axis that starts at 0: what is drawn, in which unit. */
export interface Chart {
  readonly title: string;
  readonly form: 'bars' | 'line';
  /** Unit at the ticks; empty for a count. */
  readonly unit: string;
  readonly points: readonly ChartPoint[];
}

const SCALES = [
  { unit: 's', seconds: 1, from: 0 },
  { unit: 'min', seconds: 60, from: 120 },
  { unit: 'h', seconds: 3600, from: 2 * 3600 },
  { unit: 'd', seconds: 86_400, from: 2 * 86_400 },
];

function describeValue(metric: MetricId, value: number): string {
  if (metric === 'deploymentFrequency') return formatNumber(value);
  return metric === 'changeFailRate' || metric === 'reworkRate'
    ? formatPercent(value)
    : formatDuration(value);
}

function chooseScale(metric: MetricId, values: readonly number[]) {
  if (metric === 'deploymentFrequency') return { unit: '', factor: 1 };
  if (metric === 'changeFailRate' || metric === 'reworkRate') {
    return { unit: '%', factor: 100 };
  }
  const max = Math.max(0, ...values);
  const scale = [...SCALES].reverse().find(({ from }) => max >= from)!;
  return { unit: scale.unit, factor: 1 / scale.seconds };
}

/** What to draw for `metric`: every point with its words, in one unit that suits the largest. */
export function describeChart(
  metric: MetricId,
  report: DoraReport,
  t: Translate,
): Chart {
  const points = readMetricSeries(metric, report.series);
  const values = points.flatMap(({ value }) => value ?? []);
  const { unit, factor } = chooseScale(metric, values);
  const zone = report.window.timezone;
  return {
    title: t(`dora.metric.${metric}`),
    form: metric === 'deploymentFrequency' ? 'bars' : 'line',
    unit,
    points: points.map(({ from, value, n, failed }) => ({
      label: DateTime.fromISO(from, { zone, locale: LOCALE }).toFormat('d LLL'),
      value: value === null ? null : value * factor,
      text: value === null ? t('chart.nothing') : describeValue(metric, value),
      n,
      failed,
    })),
  };
}
