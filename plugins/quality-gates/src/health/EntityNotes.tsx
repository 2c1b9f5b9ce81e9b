import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineReport } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration } from '../show/formatDuration';
import { createTokens } from '../show/tokens';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link EntityNotes}. */
export interface EntityNotesProps {
  readonly report: PipelineReport;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      margin: 0,
      padding: theme.spacing(1.5, 2),
      borderTop: `1px solid ${tokens.line}`,
      fontSize: 13,
      lineHeight: '20px',
      color: tokens.subtle,
    },
  };
});

/** What holds for the component and no single pipeline. Nothing when none of it is known. */
export function EntityNotes(props: EntityNotesProps) {
  const { changeCycleMedianSeconds, changeCycleN, findings } = props.report;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const newest = findings[findings.length - 1];
  const notes = [
    changeCycleMedianSeconds !== null &&
      t('health.changeCycle', {
        time: formatDuration(changeCycleMedianSeconds),
        n: String(changeCycleN),
      }),
    newest &&
      t('health.findings', {
        critical: String(newest.critical),
        high: String(newest.high),
        medium: String(newest.medium),
        low: String(newest.low),
      }),
  ].filter(Boolean);
  if (notes.length === 0) return null;
  return <p className={classes.root}>{notes.join(' ')}</p>;
}
