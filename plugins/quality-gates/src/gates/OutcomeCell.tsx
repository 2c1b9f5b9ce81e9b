import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GateOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import { nameGateGlyph } from '../show/nameGateGlyph';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link OutcomeCell}. */
export interface OutcomeCellProps {
  readonly outcome: GateOutcome;
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
  const glyph = nameGateGlyph(props.outcome);
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <span className={classes.root}>
      <OutcomeGlyph name={glyph} decorative />
      {t(`glyph.${glyph}`)}
    </span>
  );
}
