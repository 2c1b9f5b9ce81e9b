import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useAction } from '../../api/useAction';
import { Section } from '../../show/Section';
import { qualityGatesTranslationRef } from '../../translation';
import { ActForm } from './ActForm';
import { ReasonField } from './ReasonField';
import { RefusableButton } from './RefusableButton';

/** Props of {@link ClaimForm}. */
export interface ClaimFormProps {
  readonly evaluation: Evaluation;
  /** Undefined = the whole evaluation. */
  readonly gate: string | undefined;
  readonly refusal: string | null;
  onAnswer(evaluation: Evaluation): void;
}

/** Tells others that somebody looks at it. */
export function ClaimForm(props: ClaimFormProps) {
  const { evaluation, gate, refusal, onAnswer } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const api = useApi(qualityGatesApiRef);
  const [reason, setReason] = useState('');
  const { result, run } = useAction(async () =>
    onAnswer(await api.claim(evaluation.id, { reason, ...(gate && { gate }) })),
  );
  return (
    <Section title={t('act.claimTitle')}>
      <ActForm
        label={t('act.claimTitle')}
        result={result}
        onSubmit={() => run()}
      >
        <ReasonField value={reason} onChange={setReason} />
        <p>{t('act.claimWhy')}</p>
        <RefusableButton
          submit
          refusal={refusal}
          disabled={result.state === 'busy' || reason.trim() === ''}
        >
          {t('act.claim')}
        </RefusableButton>
      </ActForm>
    </Section>
  );
}
