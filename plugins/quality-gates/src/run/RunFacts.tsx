import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  PipelineStats,
  Run,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';
import { describeFacts } from './describeFacts';

/** Props of {@link RunFacts}. */
export interface RunFactsProps {
  readonly run: Run;
  readonly stats: PipelineStats | undefined;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'grid',
      gridTemplateColumns: 'repeat(5, minmax(0, 1fr))',
      gap: theme.spacing(1.5, 2),
      margin: theme.spacing(1.5, 0, 0, 4.5),
      '@media (max-width: 1000px)': {
        gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
      },
      '& dt, & dd': { margin: 0 },
    },
    title: { fontSize: 12, lineHeight: '16px', color: tokens.subtle },
    value: { fontSize: 20, lineHeight: '28px', fontWeight: 700 },
    word: { fontSize: 15, lineHeight: '28px', fontWeight: 500 },
    note: { fontSize: 12, lineHeight: '16px', color: tokens.subtle },
  };
});

/** Five numbers of a run, each beside what it is measured against. */
export function RunFacts(props: RunFactsProps) {
  const { run, stats } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <dl className={classes.root} aria-label={t('run.facts')}>
      {describeFacts(run, stats, t).map(({ id, title, value, known, note }) => (
        <div key={id}>
          <dt className={classes.title}>{title}</dt>
          <dd className={known ? classes.value : classes.word}>{value}</dd>
          {note && <dd className={classes.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
