import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  formatDuration,
  type Quantity,
  splitDuration,
} from '../show/formatDuration';
import { formatNumber } from '../show/formatNumber';
import type { Translate } from '../translation';
import { type BandText, describeBand } from './describeBand';
import { describeInterval } from './describeInterval';
import { describeMissing } from './describeMissing';
import { type Measured, measureMetric } from './measureMetric';
import { FEW_SAMPLES, METRICS, type MetricId } from './metrics';
import { compareWindows } from './trend';

/** One number of the report as a card says it. */
export interface MetricText {
  readonly metric: MetricId;
  readonly title: string;
  /** Null when there is no number; `word` then says so. */
  readonly quantity: Quantity | null;
  readonly word: string | null;
  /** The change since the window before and what belongs to it, or why there is no number. */
  readonly note: string;
  /** How sure the number is. */
  readonly certainty: string;
  readonly n: number;
  /** Below five samples a number is grey. */
  readonly faint: boolean;
  readonly band: BandText;
  /** True when a source is missing, so that the card leads to the first steps. */
  readonly connect: boolean;
}

/** The five numbers of `report` in words, in the order of {@link METRICS}. */
export function describeMetrics(
  report: DoraReport,
  t: Translate,
): MetricText[] {
  return METRICS.map(metric => {
    const measured = measureMetric(metric, report);
    const { value, n } = measured;
    const common = {
      metric,
      title: t(`dora.metric.${metric}`),
      n,
      band: describeBand({ metric, report, measured }, t),
    };
    if (value === null) {
      const { word, note, connect } = describeMissing(metric, report, t);
      const none = { quantity: null, certainty: '', faint: true };
      return { ...common, ...none, word, note, connect };
    }
    const notes = [
      describeTrend(measured, t),
      describeDetail(metric, report, t),
    ];
    return {
      ...common,
      quantity: describeQuantity(value, measured.kind, t),
      word: null,
      note: notes.filter(Boolean).join(' · '),
      certainty: describeCertainty(metric, report, t),
      faint: n < FEW_SAMPLES,
      connect: false,
    };
  });
}

/** A metric's value in human units. Less than one deployment a week is told by the month. */
export function describeQuantity(
  value: number,
  kind: Measured['kind'],
  t: Translate,
): Quantity {
  if (kind === 'ratio') return { value: formatNumber(value * 100), unit: '%' };
  if (kind === 'duration') {
    const { value: amount, unit } = splitDuration(value);
    return { value: amount, unit: t('dora.unit.median', { unit }) };
  }
  return value >= 0.95
    ? { value: formatNumber(value), unit: t('dora.unit.perWeek') }
    : { value: formatNumber((value / 7) * 30), unit: t('dora.unit.perMonth') };
}

function describeTrend(measured: Measured, t: Translate): string {
  const { value, previous, kind } = measured;
  const change = compareWindows({
    current: value,
    previous,
    by: kind === 'ratio' ? 'points' : 'percent',
    moreIsBetter: kind === 'frequency',
  });
  if (!change) return t('dora.trend.none');
  if (change.verdict === 'same') return t('dora.trend.same');
  return t(kind === 'ratio' ? 'dora.trend.points' : 'dora.trend.percent', {
    change: change.text,
    verdict: t(`dora.trend.${change.verdict}`),
  });
}

function describeDetail(
  metric: MetricId,
  report: DoraReport,
  t: Translate,
): string {
  const { changeFailRate, changeLeadTime, recoveryTime, reworkRate } = report;
  const fraction = (hit: number, of: number) =>
    t('dora.fraction', { hit: formatNumber(hit), of: formatNumber(of) });
  switch (metric) {
    case 'deploymentFrequency':
      return changeFailRate.failed > 0
        ? t('dora.failedMarked', { count: changeFailRate.failed })
        : '';
    case 'changeLeadTime':
      return changeLeadTime.p90Seconds === null
        ? ''
        : t('dora.p90', { value: formatDuration(changeLeadTime.p90Seconds) });
    case 'recoveryTime':
      return recoveryTime.openFailures > 0
        ? t('dora.openFailures', { count: recoveryTime.openFailures })
        : '';
    case 'changeFailRate':
      return fraction(changeFailRate.failed, changeFailRate.deployments);
    default:
      return fraction(reworkRate.rework, reworkRate.deployments);
  }
}

function describeCertainty(
  metric: MetricId,
  report: DoraReport,
  t: Translate,
): string {
  const { perDay } = report.deploymentFrequency;
  const measured = measureMetric(metric, report);
  if (metric === 'deploymentFrequency' && perDay !== null) {
    return t('dora.perDay', { value: formatNumber(perDay) });
  }
  return measured.n < FEW_SAMPLES
    ? t('dora.fewSamples', { count: measured.n })
    : describeInterval(measured, t);
}
