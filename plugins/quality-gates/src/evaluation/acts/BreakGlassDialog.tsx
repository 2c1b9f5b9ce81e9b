import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { qualityGatesApiRef } from '../../api/QualityGatesApi';
import { useAction } from '../../api/useAction';
import { formatEnvironment } from '../../show/formatEnvironment';
import { qualityGatesTranslationRef } from '../../translation';
import { ActForm } from './ActForm';
import { useActStyles } from './actStyles';
import { ReasonField } from './ReasonField';
import { RefusableButton } from './RefusableButton';
import { TtlSelect } from './TtlSelect';
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
  const classes = useActStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const api = useApi(qualityGatesApiRef);
  const rules = useOverrides(evaluation, 'breakGlass');
  const [reason, setReason] = useState('');
  const [ttl, setTtl] = useState(TTLS[1]);
  const { result, run } = useAction(async () => {
    const answer = await api.breakGlass(evaluation.id, { reason, ttl });
    onClose();
    onAnswer(answer);
  });
  const environment = formatEnvironment(evaluation.environment);
  const title = t('act.breakTitle', { environment });
  return (
    <Dialog open maxWidth="sm" onClose={onClose} aria-label={title}>
      <DialogTitle>{title}</DialogTitle>
      <ActForm label={title} result={result} onSubmit={() => run()}>
        <p>{t('act.breakWhy', { version: evaluation.version })}</p>
        <ReasonField
          value={reason}
          minLength={rules?.reasonLength}
          onChange={setReason}
        />
        <TtlSelect choices={TTLS} value={ttl} onChoose={setTtl} />
        {rules && (
          <p>
            {[
              rules.maxTtl && `${t('act.atMost', { ttl: rules.maxTtl })}.`,
              rules.told.length > 0
                ? t('act.breakTold', { who: rules.told.join(', ') })
                : t('act.breakNobody'),
            ]
              .filter(Boolean)
              .join(' ')}
          </p>
        )}
        <div className={classes.buttons}>
          <RefusableButton
            danger
            submit
            refusal={null}
            disabled={result.state === 'busy' || reason.trim() === ''}
          >
            {t('act.breakDo')}
          </RefusableButton>
          <Button size="small" onClick={onClose}>
            {t('act.cancel')}
          </Button>
        </div>
      </ActForm>
    </Dialog>
  );
}
