import type {
  PipelineAlert,
  PipelineStats,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration } from '../show/formatDuration';
import { formatNumber, formatPercent } from '../show/formatNumber';
import type { Translate } from '../translation';
import { aboutAlert } from './describeAlert';

/** One number of a pipeline, or the word that stands for none, and what it rests on. */
export interface HealthFact {
  readonly id: HealthFactId;
  readonly title: string;
  readonly value: string;
  /** n, a fraction, or why there is no number. */
  readonly basis: string;
  readonly alert: PipelineAlert | undefined;
}

/** Numbers of a pipeline in the order they are shown. */
export const HEALTH_FACTS = [
  'p50',
  'p95',
  'queue',
  'failures',
  'flaky',
  'cache',
  'feedback',
  'timeToGreen',
  'reruns',
  'billable',
  'securityLatency',
  'selfService',
] as const;
/** One of {@link HEALTH_FACTS}. */
export type HealthFactId = (typeof HEALTH_FACTS)[number];

/** The numbers of a pipeline. Nothing to compute one from is a word, never zero. */
export function describeHealth(
  stats: PipelineStats,
  t: Translate,
): HealthFact[] {
  const n: string = t('health.n', { n: String(stats.n) });
  const none = { value: t('health.noData'), basis: '' };
  const time = (seconds: number | null, basis = n) =>
    seconds === null ? none : { value: formatDuration(seconds), basis };
  const ratio = (value: number | null, basis = n) =>
    value === null ? none : { value: formatPercent(value), basis };
  const fraction = (hit: number, of: number): string =>
    t('dora.fraction', { hit: String(hit), of: String(of) });
  const { failures, selfService, timeToGreenP95Seconds: green } = stats;
  const values: Record<HealthFactId, { value: string; basis: string }> = {
    p50: time(stats.p50Seconds),
    p95: time(stats.p95Seconds),
    queue: time(stats.queueMedianSeconds),
    failures: ratio(stats.failureRatio, fraction(failures.failed, failures.of)),
    flaky: ratio(stats.flakyRatio),
    cache: ratio(stats.cacheHitRatio),
    feedback: time(stats.feedbackP95Seconds),
    timeToGreen: time(
      stats.timeToGreenMedianSeconds,
      green === null ? n : t('health.p95', { time: formatDuration(green) }),
    ),
    reruns: { value: formatNumber(stats.blindReruns), basis: n },
    billable: describeBillable(stats, t),
    securityLatency: time(stats.securityGateLatencyP95Seconds),
    selfService: ratio(
      stats.selfServiceRatio,
      fraction(selfService.own, selfService.of),
    ),
  };
  return HEALTH_FACTS.map(id => ({
    id,
    title: t(`health.fact.${id}`),
    ...values[id],
    alert: stats.alerts.find(({ code }) => aboutAlert(code)?.fact === id),
  }));
}

function describeBillable(
  { billableMinutes, jobMinutes }: PipelineStats,
  t: Translate,
) {
  if (billableMinutes === null) {
    return { value: t('health.noData'), basis: '' };
  }
  return {
    value: t('health.minutes', { sum: formatNumber(billableMinutes) }),
    basis:
      jobMinutes === null
        ? ''
        : t('health.unrounded', { sum: formatNumber(jobMinutes) }),
  };
}

/** A pipeline and what its runs are of, as one name. */
export function namePipeline(
  { pipeline, scope }: Pick<PipelineStats, 'pipeline' | 'scope'>,
  t: Translate,
): string {
  return t(`health.scope.${scope}`, { pipeline });
}
