import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Decision } from '@quality-gates/backstage-plugin-quality-gates-common';
import { nameDecision } from '../show/nameDecision';
import { OutcomeGlyph } from '../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../translation';

/** The answer a deployment went out with. */
export type DeploymentVerdict =
  | {
      readonly state: 'asked';
      readonly decision: Decision;
      /** The policy let through what could not be decided. */
      readonly failedOpen: boolean;
      readonly link: string;
    }
  | { readonly state: 'not-asked' | 'unknown' };

/** Props of {@link VerdictCell}. */
export interface VerdictCellProps {
  readonly verdict: DeploymentVerdict;
}

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: 8 },
});

/** The answer by shape and word, leading to its explanation; or that nobody had asked. */
export function VerdictCell(props: VerdictCellProps) {
  const { verdict } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  if (verdict.state !== 'asked') {
    return (
      <>{verdict.state === 'unknown' ? t('unknown') : t('deploy.notAsked')}</>
    );
  }
  return (
    <Link to={verdict.link} className={classes.root}>
      <OutcomeGlyph name={verdict.decision} decorative />
      {nameDecision(verdict, t)}
    </Link>
  );
}
