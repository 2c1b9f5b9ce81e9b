import { makeStyles } from '@material-ui/core/styles';
import type { Limits } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatMeasure } from '../../show/formatMeasure';
import { useTokens } from '../../show/useTokens';
import { layoutBullet } from './layoutBullet';

/** Props of {@link BulletBar}. */
export interface BulletBarProps {
  readonly value: number;
  readonly limits: Limits;
  readonly unit: string | null;
  /** What it shows, for screen readers. */
  readonly label: string;
}

const WIDTH = 190;
const ANCHORED = 40;

const useStyles = makeStyles({
  root: { display: 'block', maxWidth: '100%', overflow: 'visible' },
});

function anchorOf(x: number): 'start' | 'middle' | 'end' {
  if (x < ANCHORED) return 'start';
  return x > WIDTH - ANCHORED ? 'end' : 'middle';
}

/** A value on a track, with a tinted zone past each limit and the limit below its tick. */
export function BulletBar(props: BulletBarProps) {
  const { value, limits, unit, label } = props;
  const classes = useStyles();
  const tokens = useTokens();
  const bullet = layoutBullet(value, limits);
  const soft = { warn: tokens.warnSoft, fail: tokens.errorSoft };
  const full = { warn: tokens.warn, fail: tokens.error };
  const at = Math.min(WIDTH - 4, Math.max(4, bullet.value * WIDTH));
  return (
    <svg
      className={classes.root}
      width={WIDTH}
      height={32}
      viewBox={`0 0 ${WIDTH} 32`}
      role="img"
      aria-label={label}
    >
      <rect y="6" width={WIDTH} height="8" fill={tokens.lineSoft} />
      {bullet.zones.map(({ level, from, to }) => (
        <rect
          key={level}
          x={from * WIDTH}
          y="6"
          width={(to - from) * WIDTH}
          height="8"
          fill={soft[level]}
        />
      ))}
      <rect
        y="7.5"
        width={bullet.value * WIDTH}
        height="5"
        rx="1"
        fill={tokens.bar}
      />
      {bullet.ticks.map(({ level, limit, at: share }) => (
        <g key={level}>
          <rect
            x={Math.max(0, share * WIDTH - 1)}
            y="3"
            width="2"
            height="14"
            fill={full[level]}
          />
          <text
            x={share * WIDTH}
            y="28"
            fontSize="11"
            fill={tokens.subtle}
            textAnchor={anchorOf(share * WIDTH)}
          >
            {formatMeasure(limit, unit)}
          </text>
        </g>
      ))}
      <path d={`M${at} 6l4 4-4 4-4-4z`} fill={tokens.text} />
    </svg>
  );
}
