import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { hatch } from './waterfallStyles';

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  const swatch = { width: 18, height: 12, borderRadius: 2 };
  return {
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      margin: theme.spacing(1, 0, 0),
      padding: theme.spacing(1.25, 2),
      borderTop: `1px solid ${tokens.line}`,
      listStyle: 'none',
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
      '& li': { display: 'inline-flex', alignItems: 'center', gap: 6 },
    },
    own: { ...swatch, background: tokens.bar },
    platform: { ...swatch, height: 6, background: tokens.barSoft },
    queued: { ...swatch, background: hatch(tokens.hatch, tokens.paper) },
    change: { ...swatch, background: tokens.error },
    byPlatform: {
      ...swatch,
      boxSizing: 'border-box',
      background: tokens.errorSoft,
      border: `1px dashed ${tokens.error}`,
    },
    flaky: { ...swatch, background: tokens.warn },
    critical: { ...swatch, height: 2.5, background: tokens.text },
  };
});

const ENTRIES = [
  'own',
  'platform',
  'queued',
  'change',
  'byPlatform',
  'flaky',
  'critical',
] as const;

/** What bars and lines of the waterfall stand for. */
export function WaterfallLegend() {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <ul className={classes.root} aria-label={t('waterfall.legend.title')}>
      {ENTRIES.map(entry => (
        <li key={entry}>
          <i className={classes[entry]} aria-hidden="true" />
          {t(`waterfall.legend.${entry}`)}
        </li>
      ))}
    </ul>
  );
}
