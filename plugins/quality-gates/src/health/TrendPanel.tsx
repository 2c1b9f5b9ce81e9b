import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration } from '../show/formatDuration';
import { formatNumber } from '../show/formatNumber';
import { SPARKLINE } from '../show/layoutSparkline';
import { createTokens } from '../show/tokens';
import { TrendLine } from '../show/TrendLine';
import { qualityGatesTranslationRef } from '../translation';

type Part = PipelineStats['series'][number];

/** Props of {@link TrendPanel}. */
export interface TrendPanelProps {
  readonly line: 'p50' | 'queue' | 'failed';
  readonly series: readonly Part[];
}

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 1),
    fontSize: 12,
    lineHeight: '16px',
    color: createTokens(theme).subtle,
  },
  line: {
    display: 'block',
    width: '100%',
    height: SPARKLINE.height,
    overflow: 'visible',
  },
}));

const VALUES: Record<TrendPanelProps['line'], (part: Part) => number | null> = {
  p50: part => part.p50Seconds,
  queue: part => part.queueMedianSeconds,
  failed: part => (part.n > 0 ? part.failed : null),
};

/** One number through the window; the newest value and its n stand beside the line. */
export function TrendPanel(props: TrendPanelProps) {
  const { line, series } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const values = series.map(VALUES[line]);
  const last = series.filter(part => VALUES[line](part) !== null).pop();
  const value = last && VALUES[line](last);
  const format = line === 'failed' ? formatNumber : formatDuration;
  return (
    <div>
      <div className={classes.head}>
        <span>{t(`health.trendOf.${line}`)}</span>
        <span>
          {value === null || value === undefined
            ? t('health.noData')
            : `${t('health.latest', { value: format(value) })}, ${t(
                'health.n',
                {
                  n: String(last?.n),
                },
              )}`}
        </span>
      </div>
      <svg
        className={classes.line}
        viewBox={`0 0 ${SPARKLINE.width} ${SPARKLINE.height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <TrendLine values={values} />
      </svg>
    </div>
  );
}
