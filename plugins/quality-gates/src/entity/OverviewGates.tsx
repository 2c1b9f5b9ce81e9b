import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Gate } from '@quality-gates/backstage-plugin-quality-gates-common';
import { describeOutcome } from '../gates/describeOutcome';
import type { Reader } from '../show/formatInstant';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link OverviewGates}. */
export interface OverviewGatesProps {
  readonly gates: readonly Gate[];
  readonly reader: Reader;
}

const SHOWN = 3;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: 4,
    margin: theme.spacing(1.5, 0, 0),
    padding: theme.spacing(1.5, 2),
    listStyle: 'none',
    borderTop: `1px solid ${createTokens(theme).line}`,
    fontSize: 13,
    lineHeight: '20px',
    '& li': { display: 'flex', gap: 8 },
    '& svg': { marginTop: 2 },
  },
}));

/** One line of how many gates passed last time, and those that did not. */
export function OverviewGates(props: OverviewGatesProps) {
  const { gates, reader } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const open = gates.filter(
    ({ latest }) => !['pass', 'skipped'].includes(latest.outcome),
  );
  const passed = gates.filter(({ latest }) => latest.outcome === 'pass');
  if (gates.length === 0) return null;
  return (
    <ul className={classes.root}>
      {passed.length > 0 && (
        <li>
          <OutcomeGlyph name="pass" decorative />
          {t('card.passed', { count: passed.length, of: String(gates.length) })}
        </li>
      )}
      {open.slice(0, SHOWN).map(({ gate, latest }) => (
        <li key={gate}>
          <OutcomeGlyph name={latest.outcome} decorative />
          <span>
            {gate}: {describeOutcome(latest, reader, t)}
          </span>
        </li>
      ))}
      {open.length > SHOWN && (
        <li>{t('card.more', { count: open.length - SHOWN })}</li>
      )}
    </ul>
  );
}
