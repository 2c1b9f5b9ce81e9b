import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { qualityGatesTranslationRef } from '../translation';
import { createTokens } from './tokens';

/** Props of {@link Snippet}. */
export interface SnippetProps {
  readonly code: string;
  /** What is copied, for screen readers. */
  readonly label: string;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: { position: 'relative' },
    code: {
      margin: 0,
      padding: theme.spacing(1.5, 14, 1.5, 1.5),
      overflow: 'auto',
      borderRadius: theme.shape.borderRadius,
      background: tokens.code,
      color: tokens.text,
      font: '12px/18px "Roboto Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
    },
    copy: {
      position: 'absolute',
      top: 8,
      right: 8,
      background: tokens.paper,
      fontSize: 12,
      '&:hover': { background: tokens.paper },
    },
  };
});

/** Text to copy. The button says when it is done, or that the browser did not allow it. */
export function Snippet(props: SnippetProps) {
  const { code, label } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(qualityGatesTranslationRef);
  const [copied, copy] = useCopyToClipboard();
  const done = copied.value === code;
  const word = done ? t('copy.done') : t('copy.do');
  return (
    <div className={classes.root} role="region" aria-label={label}>
      <pre className={classes.code}>{code}</pre>
      <Button
        className={classes.copy}
        size="small"
        variant="outlined"
        startIcon={<CopyIcon />}
        aria-live="polite"
        onClick={() => copy(code)}
      >
        {copied.error ? t('copy.failed') : word}
      </Button>
    </div>
  );
}
