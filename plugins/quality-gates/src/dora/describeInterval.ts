import { formatDuration } from '../show/formatDuration';
import { formatNumber, formatPercent } from '../show/formatNumber';
import type { Translate } from '../translation';
import type { Measured } from './measureMetric';

/** The 95 % interval of a number; empty when the report gives none. */
export function describeInterval(
  { interval, kind }: Measured,
  t: Translate,
): string {
  if (!interval) return '';
  const { low, high } = interval;
  return kind === 'ratio'
    ? t('dora.interval', {
        low: formatNumber(low * 100),
        high: formatPercent(high),
      })
    : t('dora.interval', {
        low: formatDuration(low),
        high: formatDuration(high),
      });
}
