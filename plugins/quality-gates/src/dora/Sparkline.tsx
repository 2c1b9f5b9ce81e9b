import { makeStyles } from '@material-ui/core/styles';
import { useTokens } from '../show/useTokens';
import { layoutBars, layoutLine, SPARKLINE } from './layoutSparkline';
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
        <Trace points={points} joined={metric !== 'recoveryTime'} />
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

function Trace(props: { points: readonly MetricPoint[]; joined: boolean }) {
  const { points, joined } = props;
  const tokens = useTokens();
  const { paths, dots, last } = layoutLine(points.map(({ value }) => value));
  const stroke = {
    stroke: tokens.run,
    fill: 'none',
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
    vectorEffect: 'non-scaling-stroke',
  } as const;
  const { width, height } = SPARKLINE;
  return (
    <>
      {!joined && (
        <path
          d={`M0 ${height - 0.5}H${width}`}
          stroke={tokens.line}
          vectorEffect="non-scaling-stroke"
        />
      )}
      {paths.map(d => (
        <path key={d} d={d} strokeWidth="1.6" {...stroke} />
      ))}
      {dots.map(({ x, y }) => (
        <path
          key={x}
          d={`M${x} ${y}h.01`}
          {...stroke}
          strokeWidth={joined ? 4 : 7}
        />
      ))}
      {last && (
        <path d={`M${last.x} ${last.y}h.01`} {...stroke} strokeWidth="6" />
      )}
    </>
  );
}
