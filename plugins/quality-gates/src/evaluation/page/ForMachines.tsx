import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { Section } from '../../show/Section';
import { createTokens } from '../../show/tokens';
import { qualityGatesTranslationRef } from '../../translation';

/** Props of {@link ForMachines}. */
export interface ForMachinesProps {
  readonly evaluation: Evaluation;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'grid',
      gap: 8,
      padding: theme.spacing(0, 2, 2),
      fontSize: 12,
      lineHeight: '16px',
      color: tokens.subtle,
      '& p': { margin: 0 },
    },
    code: {
      margin: 0,
      padding: theme.spacing(1, 1.5),
      borderRadius: theme.shape.borderRadius,
      background: tokens.code,
      color: tokens.text,
      font: '12px/18px "Roboto Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
  };
});

/** The same answer as a pipeline reads it. */
export function ForMachines(props: ForMachinesProps) {
  const { id, decision, canDeploy, retryAfterSeconds } = props.evaluation;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const lines = [
    `id ${id}`,
    `decision ${decision}`,
    `canDeploy ${canDeploy}`,
    ...(retryAfterSeconds === null
      ? []
      : [`retryAfterSeconds ${retryAfterSeconds}`]),
  ];
  return (
    <Section title={t('evaluation.machines')}>
      <div className={classes.root}>
        <pre className={classes.code}>{lines.join('\n')}</pre>
        <p>{t('evaluation.exitCodes')}</p>
      </div>
    </Section>
  );
}
