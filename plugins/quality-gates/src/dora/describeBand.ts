import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Translate } from '../translation';
import type { Measured } from './measureMetric';
import { FEW_SAMPLES, type MetricId } from './metrics';

/** A band with its year, or the reason why there is none. */
export interface BandText {
  readonly text: string;
  readonly isBand: boolean;
}

/** The band of a number as the report gives it; below five samples it is not shown, because it would be chance. */
export function describeBand(
  options: {
    metric: MetricId;
    report: DoraReport;
    measured: Measured;
  },
  t: Translate,
): BandText {
  const { metric, report, measured } = options;
  const { value, n } = measured;
  const { bands } = report;
  const none = (text: string) => ({ text, isBand: false });
  if (value === null) return none(t('dora.band.none'));
  if (!bands) return none(t('dora.band.noBenchmark'));
  const year = String(bands.year);
  if (metric === 'reworkRate') return none(t('dora.band.notIn', { year }));
  if (n < FEW_SAMPLES) return none(t('dora.band.few'));
  const band = bands[metric];
  return band
    ? { text: t(`dora.band.${band}`, { year }), isBand: true }
    : none(t('dora.band.none'));
}
