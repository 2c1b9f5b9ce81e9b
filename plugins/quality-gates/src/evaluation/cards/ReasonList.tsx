import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../../show/formatInstant';
import { nameGateGlyph } from '../../show/nameGateGlyph';
import { OutcomeGlyph } from '../../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../../translation';
import { describeGateAndHelp } from '../describeGate';
import { groupOutcomes } from '../groupOutcomes';
import { useCardStyles } from './cardStyles';

/** Props of {@link ReasonList}. */
export interface ReasonListProps {
  readonly evaluation: Evaluation;
  readonly reader: Reader;
}

const SHOWN = 3;

/** The gates that stand in the way, blocking ones first; the tally below counts the rest. */
export function ReasonList(props: ReasonListProps) {
  const { evaluation, reader } = props;
  const classes = useCardStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const pressing = groupOutcomes(evaluation)
    .filter(({ effect }) => effect !== 'passes' && effect !== 'uncounted')
    .flatMap(({ outcomes }) => outcomes);
  return (
    <ul className={classes.why}>
      {pressing.slice(0, SHOWN).map(outcome => (
        <li key={outcome.gate}>
          <OutcomeGlyph name={nameGateGlyph(outcome)} />
          <div>
            {outcome.gate}{' '}
            <span>{describeGateAndHelp(outcome, evaluation, reader, t)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
