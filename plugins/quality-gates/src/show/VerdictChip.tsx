import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Verdict } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesTranslationRef } from '../translation';
import { createTokens } from './tokens';

/** Props of {@link VerdictChip}. */
export interface VerdictChipProps {
  readonly verdict: Verdict;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'inline-block',
      padding: '0 8px',
      borderRadius: 10,
      fontSize: 12,
      lineHeight: '20px',
      fontWeight: 500,
      whiteSpace: 'nowrap',
      color: tokens.text,
      background: tokens.lineSoft,
    },
    change: { background: tokens.errorSoft },
    platform: {},
    flaky: { background: tokens.warnSoft },
    unknown: {},
  };
});

/** Whose failure it is, as a word on a tint. */
export function VerdictChip(props: VerdictChipProps) {
  const { verdict } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <span className={`${classes.root} ${classes[verdict]}`}>
      {t(`verdict.${verdict}`)}
    </span>
  );
}
