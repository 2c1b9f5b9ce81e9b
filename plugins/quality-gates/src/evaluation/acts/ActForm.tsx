import { type FormEvent, type ReactNode } from 'react';
import type { ErrorLike } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ActionState } from '../../api/useAction';
import { ActionMessage } from '../../show/ActionMessage';
import { statusOf } from '../../show/SectionError';
import { qualityGatesTranslationRef } from '../../translation';
import { useActStyles } from './actStyles';

/** Props of {@link ActForm}. */
export interface ActFormProps {
  readonly label: string;
  readonly result: ActionState<unknown>;
  readonly children: ReactNode;
  onSubmit(): void;
}

/** The words the backend refused with, without what the client says around them. */
export function wordsOf(error: ErrorLike): string {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error || (cause as ErrorLike | undefined)?.message
    ? (cause as ErrorLike).message
    : error.message;
}

/** A form that says how sending it went; a refusal is told in the backend's own words. */
export function ActForm(props: ActFormProps) {
  const { label, result, children, onSubmit } = props;
  const classes = useActStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={classes.form} aria-label={label} onSubmit={submit}>
      {children}
      {result.state === 'done' && (
        <ActionMessage>{t('act.done')}</ActionMessage>
      )}
      {result.state === 'failed' && (
        <ActionMessage failed>
          {t(statusOf(result.error) === 403 ? 'act.refused' : 'act.failed', {
            message: wordsOf(result.error),
          })}
        </ActionMessage>
      )}
    </form>
  );
}
