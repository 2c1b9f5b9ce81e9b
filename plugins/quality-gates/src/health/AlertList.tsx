import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineAlert } from '@quality-gates/backstage-plugin-quality-gates-common';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { describeAlert } from './describeAlert';

/** Props of {@link AlertList}. */
export interface AlertListProps {
  readonly alerts: readonly PipelineAlert[];
}

const useStyles = makeStyles(theme => ({
  root: {
    margin: theme.spacing(0, 2, 2),
    padding: theme.spacing(1, 1.5),
    listStyle: 'none',
    borderRadius: theme.shape.borderRadius,
    background: createTokens(theme).warnSoft,
    fontSize: 13,
    lineHeight: '20px',
    '& li': { display: 'flex', gap: 8, '& svg': { marginTop: 2 } },
  },
}));

/** Limits that are crossed, each with what did it. Nothing when none is. */
export function AlertList(props: AlertListProps) {
  const { alerts } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  if (alerts.length === 0) return null;
  return (
    <ul className={classes.root} aria-label={t('health.alerts')}>
      {alerts.map(alert => (
        <li key={`${alert.code} ${alert.cause}`}>
          <OutcomeGlyph name="warn" />
          {describeAlert(alert, t)}
        </li>
      ))}
    </ul>
  );
}
