import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { OutcomeGlyph } from './OutcomeGlyph';
import { createTokens } from './tokens';

/** Props of {@link ActionMessage}. */
export interface ActionMessageProps {
  readonly failed?: boolean;
  readonly children: ReactNode;
}

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    gap: 8,
    margin: 0,
    fontSize: 13,
    lineHeight: '20px',
    color: createTokens(theme).text,
    overflowWrap: 'anywhere',
    '& svg': { marginTop: 2 },
  },
}));

/** How an action ended, by shape and words; read aloud when it appears. */
export function ActionMessage(props: ActionMessageProps) {
  const { failed = false, children } = props;
  const classes = useStyles();
  return (
    <p className={classes.root} role={failed ? 'alert' : 'status'}>
      <OutcomeGlyph name={failed ? 'error' : 'pass'} decorative />
      <span>{children}</span>
    </p>
  );
}
