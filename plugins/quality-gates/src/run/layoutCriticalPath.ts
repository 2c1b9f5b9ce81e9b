import { stretchOf, type Stretch, type WaterfallRow } from './layoutWaterfall';

/** A piece of the critical path: a line below the bar of a row. */
export interface PathPiece extends Stretch {
  readonly row: number;
}

/** A dotted vertical from one piece to the next. */
export interface PathStep {
  readonly x: number;
  readonly fromRow: number;
  readonly toRow: number;
}

/** The critical path over the rows that are shown, in order of time, and the steps between its pieces. */
export function layoutCriticalPath(rows: readonly WaterfallRow[]): {
  pieces: PathPiece[];
  steps: PathStep[];
} {
  const pieces = rows
    .flatMap((row, index) =>
      row.critical ? [{ ...stretchOf(row), row: index }] : [],
    )
    .sort((a, b) => a.x - b.x || a.row - b.row);
  const steps = pieces.slice(1).flatMap((piece, index): PathStep[] => {
    const { row: fromRow } = pieces[index];
    const { row: toRow, x } = piece;
    return fromRow === toRow ? [] : [{ x, fromRow, toRow }];
  });
  return { pieces, steps };
}
