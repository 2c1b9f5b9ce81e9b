import { type ReactNode, useId } from 'react';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { createRootStyles } from './rootStyles';
import { createTokens } from './tokens';

/** Props of {@link Section}. */
export interface SectionProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly action?: ReactNode;
  /** True when the content brings cards of its own. */
  readonly bare?: boolean;
  readonly children: ReactNode;
}

const useStyles = makeStyles(theme => {
  const tokens = createTokens(theme);
  return {
    root: { ...createRootStyles(theme), minWidth: 0 },
    header: {
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: theme.spacing(2),
      minHeight: 48,
      padding: theme.spacing(1.5, 2),
      '$bare &': { minHeight: 40, padding: theme.spacing(1, 0) },
    },
    bare: {},
    heading: {
      display: 'flex',
      alignItems: 'baseline',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1.25),
      minWidth: 0,
    },
    title: { margin: 0, fontSize: 16, lineHeight: '24px', fontWeight: 700 },
    subtitle: {
      margin: 0,
      fontSize: 13,
      lineHeight: '20px',
      color: tokens.subtle,
    },
    action: {
      flex: 'none',
      fontSize: 13,
      lineHeight: '20px',
      color: tokens.subtle,
    },
  };
});

/** One section of the tab: a card with a heading of level two, a sentence beside it, and one action on the right. */
export function Section(props: SectionProps) {
  const { title, subtitle, action, bare, children } = props;
  const classes = useStyles();
  const id = useId();
  const header = (
    <div className={classes.header}>
      <div className={classes.heading}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {subtitle && <p className={classes.subtitle}>{subtitle}</p>}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
  const className = `${classes.root} ${bare ? classes.bare : ''}`;
  return bare ? (
    <section className={className} aria-labelledby={id}>
      {header}
      {children}
    </section>
  ) : (
    <Paper
      component="section"
      elevation={1}
      className={className}
      aria-labelledby={id}
    >
      {header}
      {children}
    </Paper>
  );
}
