import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatNumber } from '../show/formatNumber';
import type { Translate } from '../translation';
import type { MetricId } from './metrics';

/** What stands in place of a number. */
export interface MissingText {
  readonly word: string;
  readonly note: string;
  /** True when connecting a source would help. */
  readonly connect: boolean;
}

const KNOWN = [
  'no-source',
  'no-deployments',
  'commits-unknown',
  'no-changes',
  'no-failures',
  'failures-open',
  'insufficient-data',
  'not-configured',
] as const;

/**
 * The word and the reason for a metric without a number. Nothing happened, nothing is connected and nothing is known
 * are different answers; none of them is 0.
 */
export function describeMissing(
  metric: MetricId,
  report: DoraReport,
  t: Translate,
): MissingText {
  const given = report[metric].reason;
  const count = report.changeFailRate.deployments;
  const reason =
    given ?? (report.deploymentFrequency.count === 0 ? 'no-deployments' : null);
  const known = KNOWN.find(code => code === reason);
  if (!known) {
    return {
      word: t('dora.missing.other.word'),
      note: t('dora.missing.other.note', { reason: reason ?? 'unknown' }),
      connect: false,
    };
  }
  return {
    word: t(`dora.missing.${known}.word`),
    note: t(`dora.missing.${known}.note`, {
      deployments: formatNumber(count),
      open: formatNumber(report.recoveryTime.openFailures),
    }),
    connect: known === 'no-source' || known === 'commits-unknown',
  };
}
