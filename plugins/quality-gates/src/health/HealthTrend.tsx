import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineStats } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { TrendPanel } from './TrendPanel';
import { TrendTable } from './TrendTable';

/** Props of {@link HealthTrend}. */
export interface HealthTrendProps {
  readonly series: PipelineStats['series'];
  readonly zone: string;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: { borderTop: `1px solid ${tokens.line}` },
    head: {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'space-between',
      padding: theme.spacing(1, 2),
    },
    title: { margin: 0, fontSize: 13, lineHeight: '20px', fontWeight: 500 },
    panels: {
      display: 'grid',
      gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
      gap: theme.spacing(2, 4),
      padding: theme.spacing(0, 2, 2),
      '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    },
  };
});

/** How a pipeline went through the window, as lines or as a table. */
export function HealthTrend(props: HealthTrendProps) {
  const { series, zone } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [asTable, setAsTable] = useState(false);
  if (series.length === 0) return null;
  return (
    <div className={classes.root}>
      <div className={classes.head}>
        <h3 className={classes.title}>{t('health.trend')}</h3>
        <Button size="small" onClick={() => setAsTable(!asTable)}>
          {asTable ? t('health.asChart') : t('health.asTable')}
        </Button>
      </div>
      {asTable ? (
        <TrendTable series={series} zone={zone} />
      ) : (
        <div className={classes.panels}>
          {(['p50', 'queue', 'failed'] as const).map(line => (
            <TrendPanel key={line} line={line} series={series} />
          ))}
        </div>
      )}
    </div>
  );
}
