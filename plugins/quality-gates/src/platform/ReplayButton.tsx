import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DeliveryInfo } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatInstant, type Reader } from '../show/formatInstant';
import { qualityGatesTranslationRef } from '../translation';
import { ActionMessage } from '../show/ActionMessage';
import { useAction } from '../api/useAction';

/** Props of {@link ReplayButton}. */
export interface ReplayButtonProps {
  readonly delivery: DeliveryInfo;
  readonly reader: Reader;
  onReplay(id: string): Promise<unknown>;
}

/** Has one delivery understood again. */
export function ReplayButton(props: ReplayButtonProps) {
  const { delivery, reader, onReplay } = props;
  const { id, kind, source, receivedAt } = delivery;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const { result, run } = useAction(() => onReplay(id));
  if (result.state === 'done') {
    return <ActionMessage>{t('platform.failed.replayed')}</ActionMessage>;
  }
  const busy = result.state === 'busy';
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        disabled={busy}
        aria-label={t('platform.failed.replayOf', {
          kind,
          source,
          when: formatInstant(receivedAt, reader),
        })}
        onClick={run}
      >
        {busy ? t('platform.failed.replaying') : t('platform.failed.replay')}
      </Button>
      {result.state === 'failed' && (
        <ActionMessage failed>
          {t('platform.failed.failedOne', {
            id,
            message: result.error.message,
          })}
        </ActionMessage>
      )}
    </>
  );
}
