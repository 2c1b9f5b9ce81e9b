import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { describeMetrics } from './describeMetrics';
import { describeChart } from './describeChart';
import { MetricChart } from './MetricChart';
import { MetricTable } from './MetricTable';
import type { MetricId } from './metrics';

/** Props of {@link MetricPanel}. */
export interface MetricPanelProps {
  readonly metric: MetricId;
  readonly report: DoraReport;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0.5, 2),
      padding: theme.spacing(0, 2, 1),
      fontSize: 13,
      lineHeight: '20px',
      color: tokens.subtle,
      '& b': { fontSize: 20, lineHeight: '28px', color: tokens.text },
    },
    toggle: { padding: theme.spacing(0, 2, 1.5) },
  };
});

/** A metric's number in one line, its chart, and the same data as a table. */
export function MetricPanel(props: MetricPanelProps) {
  const { metric, report } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [asTable, setAsTable] = useState(false);
  const text = describeMetrics(report, t).find(one => one.metric === metric)!;
  const chart = describeChart(metric, report, t);
  const { quantity } = text;
  return (
    <>
      <div className={classes.facts}>
        <b>{quantity ? `${quantity.value} ${quantity.unit}` : text.word}</b>
        <span>n = {text.n}</span>
        <span>{text.note}</span>
        {text.certainty && <span>{text.certainty}</span>}
        <span>{text.band.text}</span>
      </div>
      {asTable ? <MetricTable chart={chart} /> : <MetricChart chart={chart} />}
      <div className={classes.toggle}>
        <Button size="small" onClick={() => setAsTable(!asTable)}>
          {asTable ? t('chart.asChart') : t('chart.asTable')}
        </Button>
      </div>
    </>
  );
}
