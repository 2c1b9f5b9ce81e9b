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

function describeCoverage(
  metric: MetricId,
  report: DoraReport,
  t: Translate,
): string {
  const { coverage, attempts, incidents, dataQuality } = report;
  const lines = [
    t('dora.basis.commits', {
      covered: String(coverage.deploymentsWithCommits),
      of: String(coverage.deployments),
    }),
    t('dora.basis.attempts', {
      failed: String(attempts.failed),
      cancelled: String(attempts.cancelled),
      pending: String(attempts.pending),
    }),
    t('dora.basis.incidents', {
      linked: String(incidents.linked),
      total: String(incidents.total),
    }),
  ];
  const own = { changeLeadTime: 0, deploymentFrequency: 1 } as const;
  const line =
    metric in own ? lines[own[metric as keyof typeof own]] : lines[2];
  const notes = dataQuality
    .filter(({ count }) => count > 0)
    .map(({ code, count }) => t('dora.basis.quality', { code, count }));
  return [line, ...notes].join(' ');
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
