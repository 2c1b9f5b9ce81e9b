import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { OutcomeGlyph } from '../../show/OutcomeGlyph';
import { qualityGatesTranslationRef } from '../../translation';
import { countOutcomes } from '../groupOutcomes';
import { nameTally } from '../nameTally';
import { useCardStyles } from './cardStyles';

/** Props of {@link TallyLine}. */
export interface TallyLineProps {
  readonly evaluation: Evaluation;
}

/** How many gates came out how, by shape, number and word. */
export function TallyLine(props: TallyLineProps) {
  const classes = useCardStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const tallies = countOutcomes(props.evaluation);
  if (tallies.length === 0) return null;
  return (
    <ul className={classes.tally} aria-label={t('answer.tally')}>
      {tallies.map(tally => (
        <li key={tally.glyph}>
          <OutcomeGlyph name={tally.glyph} size={14} decorative />
          <span>
            <b>{tally.count}</b> {nameTally(tally, t)}
          </span>
        </li>
      ))}
    </ul>
  );
}
