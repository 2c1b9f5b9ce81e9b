import Button from '@material-ui/core/Button';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { qualityGatesTranslationRef } from '../translation';

/** Props of {@link CopyButton}. */
export interface CopyButtonProps {
  readonly text: string;
  /** What the button says before it is pressed. */
  readonly label: string;
}

/** Copies a text, and says when it is done or that the browser did not allow it. */
export function CopyButton(props: CopyButtonProps) {
  const { text, label } = props;
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [copied, copy] = useCopyToClipboard();
  const done = copied.value === text;
  const word = done ? t('copy.done') : label;
  return (
    <Button
      size="small"
      variant="outlined"
      startIcon={<CopyIcon />}
      aria-live="polite"
      onClick={() => copy(text)}
    >
      {copied.error ? t('copy.failed') : word}
    </Button>
  );
}
