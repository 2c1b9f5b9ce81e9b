import { layoutLine, SPARKLINE } from './layoutSparkline';
import { useTokens } from './useTokens';

/** Props of {@link TrendLine}. */
export interface TrendLineProps {
  /** Oldest first; null is a gap. */
  readonly values: readonly (number | null)[];
  /** False draws the points alone, on a base line. */
  readonly joined?: boolean;
}

/** The line of a sparkline, to stand inside an `svg` of the size of {@link SPARKLINE}. */
export function TrendLine(props: TrendLineProps) {
  const { values, joined = true } = props;
  const tokens = useTokens();
  const { paths, dots, last } = layoutLine(values);
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
