import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Outcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link OutcomeCell}. */
export interface OutcomeCellProps {
  readonly outcome: Outcome;
}

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    verticalAlign: 'top',
    alignItems: 'center',
    gap: 8,
  },
});

/** An outcome by shape and word. */
export function OutcomeCell(props: OutcomeCellProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <span className={classes.root}>
      <OutcomeGlyph name={props.outcome} decorative />
      {t(`glyph.${props.outcome}`)}
    </span>
  );
}
