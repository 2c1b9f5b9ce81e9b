import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatWindow } from '../entity/window';
import { formatEnvironments } from '../show/formatEnvironment';
import type { Translate } from '../translation';
import { describeInterval } from './describeInterval';
import { measureMetric } from './measureMetric';
import type { MetricId } from './metrics';

/** One line of what a number stands on. */
export interface Basis {
  readonly term: string;
  readonly text: string;
}

const KNOWN_QUALITY = [
  'negative-lead-time',
  'deployment-without-commits',
] as const;

function describeReach(
  metric: MetricId,
  { coverage, attempts, incidents }: DoraReport,
  t: Translate,
): string {
  switch (metric) {
    case 'changeLeadTime':
      return t('dora.basis.commits', {
        covered: String(coverage.deploymentsWithCommits),
        of: String(coverage.deployments),
      });
    case 'changeFailRate':
    case 'recoveryTime':
      return t('dora.basis.incidents', {
        linked: String(incidents.linked),
        total: String(incidents.total),
      });
    default:
      return t('dora.basis.attempts', {
        failed: String(attempts.failed),
        cancelled: String(attempts.cancelled),
        pending: String(attempts.pending),
      });
  }
}

function describeCoverage(
  metric: MetricId,
  report: DoraReport,
  t: Translate,
): string {
  const notes = report.dataQuality
    .filter(({ count }) => count > 0)
    .map(({ code, count }) => describeQuality(code, count, t));
  return [describeReach(metric, report, t), ...notes].join(' ');
}

function describeQuality(code: string, count: number, t: Translate): string {
  const known = KNOWN_QUALITY.find(one => one === code);
  return known
    ? t(`dora.basis.${known}`, { count })
    : t('dora.basis.other', { code, count });
}

/** Definition, window, samples, coverage and benchmark of one metric, for its popover. */
export function describeBasis(
  metric: MetricId,
  report: DoraReport,
  t: Translate,
): Basis[] {
  const { from, to, timezone: zone } = report.window;
  const measured = measureMetric(metric, report);
  const interval = describeInterval(measured, t);
  const samples = [`n = ${measured.n}`, interval].filter(Boolean).join(' · ');
  return [
    {
      term: t('dora.basis.definition'),
      text: t(`dora.definition.${metric}`),
    },
    {
      term: t('dora.basis.window'),
      text: t('dora.basis.windowOf', {
        range: formatWindow({ from, to, zone }),
        zone,
        environments: formatEnvironments(report.environments),
      }),
    },
    { term: t('dora.basis.samples'), text: samples },
    {
      term: t('dora.basis.coverage'),
      text: describeCoverage(metric, report, t),
    },
    {
      term: t('dora.basis.benchmark'),
      text: report.bands
        ? t(`dora.benchmarkOf.${metric}`)
        : t('dora.band.noBenchmark'),
    },
  ];
}
