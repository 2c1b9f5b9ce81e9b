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
import { TtlSelect } from './TtlSelect';
import { describeTtl, listAllowed } from './ttl';
import { useOverrides } from './useOverrides';

/** Props of {@link BreakGlassDialog}. */
export interface BreakGlassDialogProps {
  readonly evaluation: Evaluation;
  onClose(): void;
  onAnswer(evaluation: Evaluation): void;
}

const TTLS = ['15m', '30m', '1h'];

/** Lets a version out although gates do not pass: why, for how long, and who is told. */
export function BreakGlassDialog(props: BreakGlassDialogProps) {
  const { evaluation, onClose, onAnswer } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const api = useApi(qualityGatesApiRef);
  const rules = useOverrides(evaluation, 'breakGlass');
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState(TTLS[1]);
  const ttls = listAllowed(TTLS, rules?.maxTtl);
  const ttl = ttls.includes(chosen) ? chosen : ttls[ttls.length - 1];
  const { result, run } = useAction(async () => {
    const answer = await api.breakGlass(evaluation.id, { reason, ttl });
    onClose();
    onAnswer(answer);
  });
  const environment = formatEnvironment(evaluation.environment);
  return (
    <ActDialog
      title={t('act.breakTitle', { environment })}
      act={t('act.breakDo')}
      result={result}
      disabled={reason.trim() === ''}
      onSubmit={run}
      onClose={onClose}
    >
      <p>{t('act.breakWhy', { version: evaluation.version })}</p>
      <ReasonField
        value={reason}
        minLength={rules?.reasonLength}
        onChange={setReason}
      />
      <TtlSelect choices={ttls} value={ttl} onChoose={setChosen} />
      {rules && (
        <p>
          {[
            rules.maxTtl &&
              `${t('act.atMost', { ttl: describeTtl(rules.maxTtl, t) })}.`,
            rules.told.length > 0
              ? t('act.breakTold', { who: rules.told.join(', ') })
              : t('act.breakNobody'),
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
      )}
    </ActDialog>
  );
}
