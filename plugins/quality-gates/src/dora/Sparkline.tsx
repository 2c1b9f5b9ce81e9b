import { makeStyles } from '@material-ui/core/styles';
import { useTokens } from '../show/useTokens';
import { layoutBars, SPARKLINE } from '../show/layoutSparkline';
import { TrendLine } from '../show/TrendLine';
import type { MetricPoint } from './metricSeries';
import type { MetricId } from './metrics';

/** Props of {@link Sparkline}. */
export interface SparklineProps {
  readonly metric: MetricId;
  readonly points: readonly MetricPoint[];
}

const useStyles = makeStyles({
  root: {
    display: 'block',
    width: '100%',
    height: SPARKLINE.height,
    overflow: 'visible',
  },
});

/** A metric's way through the window, without axis: value and n stand beside it in words. */
export function Sparkline(props: SparklineProps) {
  const { metric, points } = props;
  const classes = useStyles();
  return (
    <svg
      className={classes.root}
      viewBox={`0 0 ${SPARKLINE.width} ${SPARKLINE.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {metric === 'deploymentFrequency' ? (
        <Bars points={points} />
      ) : (
        <TrendLine
          values={points.map(({ value }) => value)}
          joined={metric !== 'recoveryTime'}
        />
      )}
    </svg>
  );
}

function Bars(props: { points: readonly MetricPoint[] }) {
  const tokens = useTokens();
  const fills = { value: tokens.bar, none: tokens.line, failed: tokens.error };
  const bars = layoutBars(
    props.points.map(({ value, failed }) => ({ value: value ?? 0, failed })),
  );
  return (
    <>
      {bars.map(({ kind, ...box }) => (
        <rect key={`${kind}-${box.x}`} {...box} fill={fills[kind]} />
      ))}
    </>
  );
}
