import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../../show/formatInstant';
import { nameGateGlyph } from '../../show/nameGateGlyph';
import { OutcomeGlyph } from '../../show/OutcomeGlyph';
import { Section } from '../../show/Section';
import { createTokens } from '../../show/tokens';
import { qualityGatesTranslationRef } from '../../translation';
import { describeFuture, earliestOf } from '../describeEvaluation';
import { describeGate, describeHelp } from '../describeGate';
import { groupOutcomes } from '../groupOutcomes';

/** Props of {@link WhatItTakes}. */
export interface WhatItTakesProps {
  readonly evaluation: Evaluation;
  readonly reader: Reader;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
      gap: theme.spacing(2),
      margin: 0,
      padding: theme.spacing(0, 2, 2),
      listStyle: 'none',
      '& li': { display: 'flex', gap: 10, minWidth: 0 },
      '& b': { fontSize: 14, lineHeight: '20px', fontWeight: 500 },
      '& p': {
        margin: 0,
        fontSize: 12,
        lineHeight: '16px',
        color: tokens.subtle,
        overflowWrap: 'anywhere',
      },
    },
  };
});

/** Every condition still missing, who can help and when; nothing when nothing is missing. */
export function WhatItTakes(props: WhatItTakesProps) {
  const { evaluation, reader } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const missing = groupOutcomes(evaluation)
    .filter(({ effect }) => effect === 'blocks' || effect === 'waits')
    .flatMap(({ outcomes }) => outcomes);
  if (missing.length === 0 || evaluation.canDeploy) return null;
  const all = t('evaluation.takesAll', { count: missing.length });
  const blocked = missing.some(({ outcome }) => outcome !== 'pending');
  const earliest = blocked ? null : earliestOf(evaluation);
  return (
    <Section
      title={t('evaluation.takes')}
      subtitle={
        earliest
          ? t('evaluation.takesEarliest', {
              all,
              time: describeFuture(earliest, reader),
            })
          : all
      }
    >
      <ol className={classes.root}>
        {missing.map(outcome => (
          <li key={outcome.gate}>
            <OutcomeGlyph name={nameGateGlyph(outcome)} size={20} />
            <div>
              <b>{outcome.gate}</b>
              <p>{describeGate(outcome, reader)}</p>
              <p>{describeHelp(outcome, evaluation, reader, t)}</p>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
