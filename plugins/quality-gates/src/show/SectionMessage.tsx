import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { createTokens } from './tokens';

/** Props of {@link SectionMessage}. */
export interface SectionMessageProps {
  readonly glyph?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

const useStyles = makeStyles(theme => ({
  root: {
    minHeight: 112,
    padding: theme.spacing(0, 2.5, 3),
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    textAlign: 'center',
    gap: theme.spacing(0.75),
    fontSize: 13,
    lineHeight: '20px',
  },
  title: { margin: 0, fontSize: 15, lineHeight: '20px', fontWeight: 500 },
  text: {
    margin: 0,
    maxWidth: 560,
    fontSize: 13,
    lineHeight: '20px',
    color: createTokens(theme).subtle,
  },
}));

/** What a section says instead of data: one bold line, why, and the one thing to do. */
export function SectionMessage(props: SectionMessageProps) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      {props.glyph}
      <p className={classes.title}>{props.title}</p>
      {props.children && <p className={classes.text}>{props.children}</p>}
      {props.action}
    </div>
  );
}
