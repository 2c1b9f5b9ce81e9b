import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { qualityGatesTranslationRef } from '../translation';
import { OutcomeGlyph } from './OutcomeGlyph';
import { glyphOf, State } from './results';

/** Props of {@link ResultCell}. */
export interface ResultCellProps {
  readonly state: State;
  /** `run` says "Passed", `deployment` says "Deployed". */
  readonly of: 'run' | 'deployment';
}

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    verticalAlign: 'top',
    alignItems: 'center',
    gap: 8,
    whiteSpace: 'nowrap',
  },
});

/** A result by shape and word. */
export function ResultCell(props: ResultCellProps) {
  const { state, of } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <span className={classes.root}>
      <OutcomeGlyph name={glyphOf(state)} decorative />
      {state === 'success' ? t(`result.${of}`) : t(`result.${state}`)}
    </span>
  );
}
