import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@quality-gates/backstage-plugin-quality-gates-common';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../translation';
import { describeMarks, type NameDeployment } from './describeMarks';

/** Props of {@link DeploymentMarks}. */
export interface DeploymentMarksProps {
  readonly deployment: Deployment;
  readonly nameOf: NameDeployment;
}

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: 2,
    margin: 0,
    padding: 0,
    listStyle: 'none',
    '& li': { display: 'flex', alignItems: 'center', gap: 6 },
  },
});

/** Why a deployment counts as failed or rework; nothing when it does not. */
export function DeploymentMarks(props: DeploymentMarksProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const marks = describeMarks(props.deployment, props.nameOf, t);
  if (marks.length === 0) return null;
  return (
    <ul className={classes.root}>
      {marks.map(({ glyph, text }) => (
        <li key={text}>
          <OutcomeGlyph name={glyph} size={14} decorative />
          {text}
        </li>
      ))}
    </ul>
  );
}
