import { useMemo } from 'react';
import type { findFirstFailure } from './findFirstFailure';
import { layoutCriticalPath } from './layoutCriticalPath';
import { layoutTimeAxis } from './layoutTimeAxis';
import type { WaterfallRow } from './layoutWaterfall';
import type { RowWindow } from './layoutWindow';
import type { SpanTree } from './spanTree';
import { useWaterfallStyles, WATERFALL } from './waterfallStyles';

/** Props of {@link WaterfallLines}. */
export interface WaterfallLinesProps {
  readonly rows: readonly WaterfallRow[];
  readonly tree: SpanTree;
  readonly view: RowWindow;
  readonly firstFailure: ReturnType<typeof findFirstFailure>;
}

/** Where the line of the critical path lies in its row. */
const PATH_TOP = 21;

function percent(fraction: number): string {
  return `${fraction * 100}%`;
}

/** What runs through all rows: time grid, critical path with its connectors, first failure. */
export function WaterfallLines(props: WaterfallLinesProps) {
  const { rows, tree, view, firstFailure } = props;
  const classes = useWaterfallStyles();
  const path = useMemo(() => layoutCriticalPath(rows), [rows]);
  const totalSeconds = (tree.endedAt - tree.startedAt) / 1000;
  const inView = (from: number, to = from) =>
    Math.max(from, to) >= view.first && Math.min(from, to) < view.end;
  const top = (row: number) => row * WATERFALL.row + PATH_TOP;
  return (
    <div className={classes.lines} aria-hidden="true">
      <i className={classes.gridLine} style={{ left: 0 }} />
      {layoutTimeAxis(totalSeconds).map(({ x, seconds }) => (
        <i
          key={seconds}
          className={classes.gridLine}
          style={{ left: percent(x) }}
        />
      ))}
      {path.pieces
        .filter(({ row }) => inView(row))
        .map(({ row, x, width }) => (
          <i
            key={row}
            data-critical
            className={classes.criticalPiece}
            style={{ top: top(row), left: percent(x), width: percent(width) }}
          />
        ))}
      {path.steps
        .filter(({ fromRow, toRow }) => inView(fromRow, toRow))
        .map(({ x, fromRow, toRow }) => (
          <i
            key={`${fromRow} ${toRow}`}
            className={classes.criticalStep}
            style={{
              left: percent(x),
              top: top(Math.min(fromRow, toRow)),
              height: Math.abs(toRow - fromRow) * WATERFALL.row,
            }}
          />
        ))}
      {firstFailure && (
        <i
          className={classes.firstFailure}
          style={{ left: percent(firstFailure.x) }}
        />
      )}
    </div>
  );
}
