import { type ReactNode, useId } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ActionState } from '../../api/useAction';
import { qualityGatesTranslationRef } from '../../translation';
import { ActForm } from './ActForm';
import { useActStyles } from './actStyles';
import { RefusableButton } from './RefusableButton';

/** Props of {@link ActDialog}. */
export interface ActDialogProps {
  readonly title: string;
  /** The verb on the button. */
  readonly act: string;
  readonly result: ActionState<unknown>;
  /** True while something is missing. */
  readonly disabled: boolean;
  readonly children: ReactNode;
  onSubmit(): void;
  onClose(): void;
}

/** Asks before something that cannot be taken back: what it means, what it needs, the act itself, and the way out. */
export function ActDialog(props: ActDialogProps) {
  const { title, act, result, disabled, onSubmit, onClose } = props;
  const classes = useActStyles();
  const id = useId();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  return (
    <Dialog open maxWidth="sm" onClose={onClose} aria-labelledby={id}>
      <DialogTitle id={id}>{title}</DialogTitle>
      <ActForm label={title} result={result} onSubmit={onSubmit}>
        {props.children}
        <div className={classes.buttons}>
          <RefusableButton
            danger
            submit
            refusal={null}
            disabled={disabled || result.state === 'busy'}
          >
            {act}
          </RefusableButton>
          <Button size="small" onClick={onClose}>
            {t('act.cancel')}
          </Button>
        </div>
      </ActForm>
    </Dialog>
  );
}
