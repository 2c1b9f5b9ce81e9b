import { makeStyles } from '@material-ui/core/styles';
import { createTokens } from '../show/tokens';

/** Props of {@link LogExcerpt}. */
export interface LogExcerptProps {
  readonly text: string;
  readonly label: string;
  /** False shows all of it. */
  readonly short?: boolean;
}

const LAST_LINES = 6;

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: {
      margin: theme.spacing(0.5, 0),
      padding: theme.spacing(1, 1.5),
      maxHeight: 320,
      overflow: 'auto',
      borderRadius: theme.shape.borderRadius,
      background: tokens.code,
      color: tokens.text,
      font: '12px/18px "Roboto Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
    },
  };
});

/** The last lines that a step printed. What is cut off stands in the details of the span. */
export function LogExcerpt(props: LogExcerptProps) {
  const { text, label, short = true } = props;
  const classes = useStyles();
  const lines = text.trimEnd().split('\n');
  return (
    <pre
      className={classes.root}
      role="region"
      aria-label={label}
      // A region that scrolls must be reachable by keyboard (WCAG 2.1.1).
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {(short ? lines.slice(-LAST_LINES) : lines).join('\n')}
    </pre>
  );
}
