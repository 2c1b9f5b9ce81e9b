import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

/** Props of {@link HealthColumn}. */
export interface HealthColumnProps {
  readonly title: string;
  readonly children: ReactNode;
}

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(0, 0, 1),
    fontSize: 13,
    lineHeight: '20px',
    fontWeight: 500,
  },
}));

/** One of the columns that tell how a pipeline does, below its own heading. */
export function HealthColumn(props: HealthColumnProps) {
  const classes = useStyles();
  return (
    <div>
      <h3 className={classes.title}>{props.title}</h3>
      {props.children}
    </div>
  );
}
