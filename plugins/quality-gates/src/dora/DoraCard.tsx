import { type MouseEvent, useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Paper from '@material-ui/core/Paper';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DoraReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatNumber } from '../show/formatNumber';
import { qualityGatesTranslationRef } from '../translation';
import type { MetricText } from './describeMetrics';
import { DoraInfo } from './DoraInfo';
import { useDoraCardStyles } from './doraCardStyles';
import type { MetricPoint } from './metricSeries';
import { Sparkline } from './Sparkline';

/** Props of {@link DoraCard}. */
export interface DoraCardProps {
  readonly text: MetricText;
  readonly report: DoraReport;
  readonly points: readonly MetricPoint[];
  /** Where the events behind the number are. */
  readonly to: string;
  readonly setupLink: string;
}

/** One number with its unit, trend, certainty, way through the window, n and band. The whole card leads to its events. */
export function DoraCard(props: DoraCardProps) {
  const { text, report, points, to, setupLink } = props;
  const classes = useDoraCardStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const open = (event: MouseEvent<HTMLElement>) =>
    setAnchor(event.currentTarget);
  return (
    <Paper
      component="article"
      elevation={1}
      className={classes.card}
      data-testid={`dora-${text.metric}`}
    >
      <div className={classes.head}>
        <h3 className={classes.title}>
          <Link to={to} underline="none">
            {text.title}
          </Link>
        </h3>
        <IconButton
          className={classes.info}
          size="small"
          aria-label={t('dora.about', { metric: text.title })}
          onClick={open}
        >
          <InfoIcon fontSize="inherit" />
        </IconButton>
      </div>
      <Value text={text} />
      <p className={classes.note}>{text.note}</p>
      <p className={classes.note}>
        {text.connect ? (
          <Link to={setupLink}>{t('dora.connect')}</Link>
        ) : (
          text.certainty
        )}
      </p>
      <div className={classes.chart}>
        <Sparkline metric={text.metric} points={points} />
      </div>
      <div className={classes.foot}>
        <span>n = {formatNumber(text.n)}</span>
        {text.band.isBand ? (
          <button type="button" className={classes.band} onClick={open}>
            {text.band.text}
          </button>
        ) : (
          <span>{text.band.text}</span>
        )}
      </div>
      <DoraInfo
        metric={text.metric}
        title={text.title}
        report={report}
        anchor={anchor}
        onClose={() => setAnchor(null)}
      />
    </Paper>
  );
}

function Value(props: { text: MetricText }) {
  const { quantity, word, faint } = props.text;
  const classes = useDoraCardStyles();
  return (
    <div className={classes.value}>
      {quantity ? (
        <>
          <span className={faint ? classes.faint : undefined}>
            {quantity.value}
          </span>
          <small> {quantity.unit}</small>
        </>
      ) : (
        <span className={classes.word}>{word}</span>
      )}
    </div>
  );
}
