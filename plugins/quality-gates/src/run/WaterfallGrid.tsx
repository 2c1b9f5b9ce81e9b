import type { Failure } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Reader } from '../show/formatInstant';
import { findFirstFailure } from './findFirstFailure';
import { MANY_SPANS, type WaterfallRow } from './layoutWaterfall';
import type { SpanTree } from './spanTree';
import { useTreeFocus } from './useTreeFocus';
import { WaterfallAxis } from './WaterfallAxis';
import { WaterfallLines } from './WaterfallLines';
import { WaterfallRowView } from './WaterfallRowView';
import { useWaterfallStyles, WATERFALL } from './waterfallStyles';

/** Props of {@link WaterfallGrid}. */
export interface WaterfallGridProps {
  readonly label: string;
  readonly rows: readonly WaterfallRow[];
  readonly tree: SpanTree;
  readonly failures: readonly Failure[];
  readonly reader: Reader;
  onToggle(rowId: string): void;
  onOpenSpan(spanId: string): void;
}

/**
 * The rows as a tree grid: one row has the focus, arrows move it, Enter opens its span. A long waterfall scrolls in a
 * box of its own and only the rows in sight exist.
 */
export function WaterfallGrid(props: WaterfallGridProps) {
  const { label, rows, tree, failures, reader, onToggle, onOpenSpan } = props;
  const classes = useWaterfallStyles();
  const long = rows.length > MANY_SPANS;
  const { box, view, index, onScroll, onKeyDown, select } = useTreeFocus({
    rows,
    long,
    onToggle,
    onOpenSpan,
  });
  const firstFailure = findFirstFailure(tree, failures);

  return (
    <div
      ref={box}
      className={`${classes.scroll} ${long ? classes.tall : ''}`}
      onScroll={onScroll}
    >
      <div
        className={classes.grid}
        role="treegrid"
        aria-label={label}
        aria-rowcount={rows.length}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <WaterfallAxis
          tree={tree}
          reader={reader}
          firstFailure={firstFailure}
        />
        <div
          className={classes.rows}
          role="presentation"
          style={{ height: rows.length * WATERFALL.row }}
        >
          <WaterfallLines
            rows={rows}
            tree={tree}
            view={view}
            firstFailure={firstFailure}
          />
          {rows.slice(view.first, view.end).map((row, offset) => (
            <WaterfallRowView
              key={row.id}
              row={row}
              index={view.first + offset}
              current={view.first + offset === index}
              failure={failures.find(({ spanId }) => spanId === row.id)}
              onToggle={onToggle}
              onOpen={() => {
                select(row.id);
                if (row.kind === 'span') onOpenSpan(row.id);
                else onToggle(row.id);
              }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
