import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useAction } from '../../api/useAction';
import { formatEnvironment } from '../../show/formatEnvironment';
import { qualityGatesTranslationRef } from '../../translation';
import { ActDialog } from './ActDialog';
import { ReasonField } from './ReasonField';

/** Props of {@link InvalidateDialog}. */
export interface InvalidateDialogProps {
  readonly evaluation: Evaluation;
  onClose(): void;
  onAnswer(evaluation: Evaluation): void;
}

/** Marks a verdict as not to be used, with the reason. */
export function InvalidateDialog(props: InvalidateDialogProps) {
  const { evaluation, onClose, onAnswer } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const api = useApi(qualityGatesApiRef);
  const [reason, setReason] = useState('');
  const { result, run } = useAction(async () => {
    const answer = await api.invalidate(evaluation.id, { reason });
    onClose();
    onAnswer(answer);
  });
  return (
    <ActDialog
      title={t('act.invalidateTitle', {
        version: evaluation.version,
        environment: formatEnvironment(evaluation.environment),
      })}
      act={t('act.invalidate')}
      result={result}
      disabled={reason.trim() === ''}
      onSubmit={run}
      onClose={onClose}
    >
      <p>{t('act.invalidateMeans')}</p>
      <ReasonField value={reason} onChange={setReason} />
      <p>{t('act.invalidateFinal')}</p>
    </ActDialog>
  );
}
