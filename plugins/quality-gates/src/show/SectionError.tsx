import Button from '@material-ui/core/Button';
import LockIcon from '@material-ui/icons/LockOutlined';
import RefreshIcon from '@material-ui/icons/Refresh';
import type { ErrorLike } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { qualityGatesTranslationRef } from '../translation';
import { OutcomeGlyph } from './OutcomeGlyph';
import { SectionMessage } from './SectionMessage';

/** Props of {@link SectionError}. */
export interface SectionErrorProps {
  readonly error: ErrorLike;
  /** What could not be loaded, as it stands in a sentence: "gate history". */
  readonly what: string;
  onRetry(): void;
}

/** HTTP status of an answer that was refused; undefined when there was no answer at all. */
export function statusOf(error: ErrorLike): number | undefined {
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** Says what failed and with which answer. Only this section is affected, so only it offers to try again. */
export function SectionError(props: SectionErrorProps) {
  const { error, what, onRetry } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const status = statusOf(error);
  if (status === 403) {
    return (
      <SectionMessage
        glyph={<LockIcon color="disabled" />}
        title={t('error.forbidden', { what })}
      >
        {t('error.permission')}
      </SectionMessage>
    );
  }
  return (
    <div role="alert">
      <SectionMessage
        glyph={<OutcomeGlyph name="error" size={28} decorative />}
        title={t('error.title', { what })}
        action={
          <Button
            variant="outlined"
            size="small"
            startIcon={<RefreshIcon />}
            onClick={onRetry}
          >
            {t('error.retry')}
          </Button>
        }
      >
        {status
          ? t('error.answered', { status: String(status) })
          : t('error.unreachable')}{' '}
        {error.message}
      </SectionMessage>
    </div>
  );
}
