import Paper from '@material-ui/core/Paper';
import Skeleton from '@material-ui/lab/Skeleton';
import { useDoraCardStyles } from './doraCardStyles';
import { SPARKLINE } from '../show/layoutSparkline';

/** Props of {@link DoraCardSkeleton}. */
export interface DoraCardSkeletonProps {
  readonly title: string;
}

/** A card that waits: its title stands, the rest is grey in its final size. */
export function DoraCardSkeleton(props: DoraCardSkeletonProps) {
  const classes = useDoraCardStyles();
  return (
    <Paper
      component="article"
      elevation={1}
      className={classes.card}
      aria-busy="true"
    >
      <div className={classes.head}>
        <h3 className={classes.title}>{props.title}</h3>
      </div>
      <div className={classes.value}>
        <Skeleton
          variant="rect"
          width={72}
          height={24}
          animation={false}
          style={{ margin: '6px 0' }}
        />
      </div>
      <Skeleton variant="rect" width="80%" height={12} animation={false} />
      <div className={classes.note} style={{ minHeight: 16 }} />
      <div className={classes.chart}>
        <Skeleton variant="rect" height={SPARKLINE.height} animation={false} />
      </div>
      <div className={classes.foot}>
        <Skeleton variant="rect" width={48} height={12} animation={false} />
      </div>
    </Paper>
  );
}
