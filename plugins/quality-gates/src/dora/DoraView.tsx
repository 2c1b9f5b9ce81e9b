import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Query } from '../api/useQuery';
import { formatEnvironments } from '../show/formatEnvironment';
import { formatClock } from '../show/formatInstant';
import { Section } from '../show/Section';
import { SectionError } from '../show/SectionError';
import { qualityGatesTranslationRef, type Translate } from '../translation';
import { describeMetrics } from './describeMetrics';
import { DoraCard } from './DoraCard';
import { DoraCardSkeleton } from './DoraCardSkeleton';
import { METRICS, type MetricId } from './metrics';
import { readMetricSeries } from './metricSeries';

/** Props of {@link DoraView}. */
export interface DoraViewProps {
  readonly query: Query<DoraReport>;
  /** Length of the window. */
  readonly days: number;
  /** IANA name. */
  readonly zone: string;
  readonly setupLink: string;
  linkTo(metric: MetricId): string;
}

const useStyles = makeStyles(theme => ({
  error: { paddingTop: theme.spacing(3) },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(5, minmax(0, 1fr))',
    columnGap: theme.spacing(2),
    rowGap: theme.spacing(2),
    '@media (max-width: 1100px)': {
      gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    },
    '@media (max-width: 700px)': {
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  },
}));

function describeScope(
  report: DoraReport,
  options: { days: number; t: Translate },
): string {
  const { t, days } = options;
  const { deploymentsWithCommits, deployments } = report.coverage;
  if (!deployments) {
    return t('dora.scopeNone', {
      environments: formatEnvironments(report.environments),
    });
  }
  return t('dora.scope', {
    environments: formatEnvironments(report.environments),
    count: deployments,
    covered: String(deploymentsWithCommits),
    days: String(days),
  });
}

/** Five numbers side by side, each with what it stands on. */
export function DoraView(props: DoraViewProps) {
  const { query, days, zone, linkTo, setupLink } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { data: report, error, loadedAt = 0, retry } = query;
  const asOf = new Date(loadedAt).toISOString();
  const stale = report && error;
  return (
    <Section
      bare
      title={t('dora.title')}
      subtitle={
        stale
          ? t('stale', { time: formatClock(asOf, { zone, now: loadedAt }) })
          : report && describeScope(report, { days, t })
      }
      action={
        report?.bands &&
        t('dora.benchmark', { year: String(report.bands.year) })
      }
    >
      {!report && error ? (
        <Paper elevation={1} className={classes.error}>
          <SectionError error={error} what={t('dora.what')} onRetry={retry} />
        </Paper>
      ) : (
        <div className={classes.grid}>
          {report
            ? describeMetrics(report, t).map(text => (
                <DoraCard
                  key={text.metric}
                  text={text}
                  report={report}
                  points={readMetricSeries(text.metric, report.series)}
                  to={linkTo(text.metric)}
                  setupLink={setupLink}
                />
              ))
            : METRICS.map(metric => (
                <DoraCardSkeleton
                  key={metric}
                  title={t(`dora.metric.${metric}`)}
                />
              ))}
        </div>
      )}
    </Section>
  );
}
