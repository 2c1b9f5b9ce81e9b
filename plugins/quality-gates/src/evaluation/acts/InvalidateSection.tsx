import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../../show/formatInstant';
import { Section } from '../../show/Section';
import { qualityGatesTranslationRef } from '../../translation';
import { stateOf } from '../evaluationState';
import type { Act } from './allowances';
import { useActStyles } from './actStyles';
import { InvalidateDialog } from './InvalidateDialog';
import { RefusableButton } from './RefusableButton';

/** Props of {@link InvalidateSection}. */
export interface InvalidateSectionProps {
  readonly evaluation: Evaluation;
  readonly reader: Reader;
  refusal(act: Act): string | null;
  onAnswer(evaluation: Evaluation): void;
}

/**
 * The way to invalidate a verdict. Also an expired one, whose measurements others are still compared with; not one
 * that is open, replaced or invalidated already.
 */
export function InvalidateSection(props: InvalidateSectionProps) {
  const { evaluation, reader, refusal, onAnswer } = props;
  const classes = useActStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [asking, setAsking] = useState(false);
  const state = stateOf(evaluation, reader.now);
  if (state !== 'holds' && state !== 'expired') return null;
  return (
    <Section title={t('act.invalidateWhen')}>
      <div className={classes.form}>
        <p>{t('act.invalidateWhy')}</p>
        <RefusableButton
          danger
          refusal={refusal('invalidate')}
          onClick={() => setAsking(true)}
        >
          {t('act.invalidate')}
        </RefusableButton>
      </div>
      {asking && (
        <InvalidateDialog
          evaluation={evaluation}
          onClose={() => setAsking(false)}
          onAnswer={onAnswer}
        />
      )}
    </Section>
  );
}
