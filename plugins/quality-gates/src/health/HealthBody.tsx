import { makeStyles } from '@material-ui/core/styles';
import type {
  PipelineReport,
  PipelineStats,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { AlertList } from './AlertList';
import { AttributionBreakdown } from './AttributionBreakdown';
import { EntityNotes } from './EntityNotes';
import { HealthNumbers } from './HealthNumbers';
import { HealthTable } from './HealthTable';
import { HealthTrend } from './HealthTrend';
import { StageBars } from './StageBars';

/** Props of {@link HealthBody}. */
export interface HealthBodyProps {
  readonly report: PipelineReport;
  /** The pipeline that is looked at. */
  readonly stats: PipelineStats;
  readonly zone: string;
  readonly compact: boolean;
}

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.25fr) minmax(0, 1.1fr) minmax(0, 0.9fr)',
    gap: theme.spacing(2, 4),
    padding: theme.spacing(0, 2, 2),
    '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

/** One pipeline in three columns; on its own page also how it went and all pipelines side by side. */
export function HealthBody(props: HealthBodyProps) {
  const { report, stats, zone, compact } = props;
  const classes = useStyles();
  return (
    <>
      <AlertList alerts={[...stats.alerts, ...report.alerts]} />
      <div className={classes.columns}>
        <HealthNumbers stats={stats} compact={compact} />
        <StageBars stages={stats.stages} />
        <AttributionBreakdown stats={stats} />
      </div>
      {!compact && (
        <>
          <HealthTrend series={stats.series} zone={zone} />
          <EntityNotes report={report} />
          <HealthTable items={report.items} />
        </>
      )}
    </>
  );
}
