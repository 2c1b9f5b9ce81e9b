import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useAction } from '../../api/useAction';
import { formatEnvironment } from '../../show/formatEnvironment';
import { Section } from '../../show/Section';
import { qualityGatesTranslationRef } from '../../translation';
import { ActForm } from './ActForm';
import { useActStyles } from './actStyles';
import { ReasonField } from './ReasonField';
import { RefusableButton } from './RefusableButton';

/** Props of {@link ApprovalForm}. */
export interface ApprovalFormProps {
  readonly evaluation: Evaluation;
  readonly gate: string;
  /** Why this person may not; null = nothing is known against it. */
  readonly refusal: string | null;
  onAnswer(evaluation: Evaluation): void;
}

/** Approves or rejects at one gate. */
export function ApprovalForm(props: ApprovalFormProps) {
  const { evaluation, gate, refusal, onAnswer } = props;
  const classes = useActStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const api = useApi(qualityGatesApiRef);
  const [reason, setReason] = useState('');
  const { result, run } = useAction(async (decision: 'approve' | 'reject') =>
    onAnswer(await api.approve(evaluation.id, { gate, decision, reason })),
  );
  const disabled = result.state === 'busy' || reason.trim() === '';
  const title = t('act.approveTitle', { gate });
  return (
    <Section title={title}>
      <ActForm label={title} result={result} onSubmit={() => run('approve')}>
        <ReasonField value={reason} onChange={setReason} />
        <p>
          {t('act.approveWhy', {
            version: evaluation.version,
            environment: formatEnvironment(evaluation.environment),
          })}
        </p>
        <div className={classes.buttons}>
          <RefusableButton primary submit refusal={refusal} disabled={disabled}>
            {t('act.approve')}
          </RefusableButton>
          {!refusal && (
            <RefusableButton
              refusal={null}
              disabled={disabled}
              onClick={() => run('reject')}
            >
              {t('act.reject')}
            </RefusableButton>
          )}
        </div>
      </ActForm>
    </Section>
  );
}
