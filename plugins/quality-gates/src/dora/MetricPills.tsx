import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { METRICS, type MetricId } from './metrics';

/** Props of {@link MetricPills}. */
export interface MetricPillsProps {
  readonly chosen: MetricId;
  onChoose(metric: MetricId): void;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: { display: 'flex', flexWrap: 'wrap', gap: 8 },
    pill: {
      height: 32,
      padding: '0 12px',
      border: `1px solid ${tokens.line}`,
      borderRadius: 16,
      background: tokens.paper,
      font: 'inherit',
      fontSize: 13,
      fontWeight: 500,
      color: tokens.text,
      cursor: 'pointer',
      '&:hover': { borderColor: tokens.subtle },
      '&[aria-pressed=true]': {
        background: tokens.run,
        borderColor: tokens.run,
        color: tokens.ink,
      },
    },
  };
});

/** Chooses whose events are shown. */
export function MetricPills(props: MetricPillsProps) {
  const { chosen, onChoose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <div className={classes.root} role="group" aria-label={t('dora.choose')}>
      {METRICS.map(metric => (
        <button
          key={metric}
          type="button"
          className={classes.pill}
          aria-pressed={metric === chosen}
          onClick={() => onChoose(metric)}
        >
          {t(`dora.metric.${metric}`)}
        </button>
      ))}
    </div>
  );
}
