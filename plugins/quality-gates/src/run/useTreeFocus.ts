import {
  type KeyboardEvent,
  type UIEvent,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { WaterfallRow } from './layoutWaterfall';
import { layoutWindow } from './layoutWindow';
import { moveInTree } from './moveInTree';
import { WATERFALL } from './waterfallStyles';

const AXIS_HEIGHT = 36;
/** Height that is drawn for before the box has been measured. */
const FIRST_HEIGHT = 800;

/** What {@link useTreeFocus} needs. */
export interface TreeFocusOptions {
  readonly rows: readonly WaterfallRow[];
  /** True when only the rows in sight are drawn. */
  readonly long: boolean;
  onToggle(rowId: string): void;
  onOpenSpan(spanId: string): void;
}

/** Keeps which row has the focus and which rows are in sight, and moves both by keyboard. */
export function useTreeFocus(options: TreeFocusOptions) {
  const { rows, long, onToggle, onOpenSpan } = options;
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef(false);
  const [top, setTop] = useState(0);
  const [current, select] = useState(rows[0]?.id);
  const found = rows.findIndex(({ id }) => id === current);
  const index = Math.max(0, found);

  // After every drawing: the row that is to have the focus may just have come into being.
  useEffect(() => {
    const row = wanted.current
      ? box.current?.querySelector<HTMLElement>('[tabindex="0"][data-row]')
      : null;
    if (!row) return;
    wanted.current = false;
    row.focus({ preventScroll: long });
  });

  const bringIntoView = (target: number) => {
    const element = box.current;
    if (!element || !long) return;
    const at = target * WATERFALL.row;
    const room = element.clientHeight - AXIS_HEIGHT - WATERFALL.row;
    if (at < element.scrollTop) element.scrollTop = at;
    else if (at > element.scrollTop + room) element.scrollTop = at - room;
    setTop(element.scrollTop);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[index];
    const opens = event.key === 'Enter' && row?.kind === 'span';
    const folds = event.key === 'Enter' && row?.kind === 'platform-steps';
    const move = folds
      ? { toggle: row.id }
      : moveInTree(rows, index, event.key);
    if (!opens && !move) return;
    event.preventDefault();
    if (opens) onOpenSpan(row.id);
    else if (move && 'toggle' in move) onToggle(move.toggle);
    else if (move) {
      wanted.current = true;
      bringIntoView(move.focus);
      select(rows[move.focus].id);
    }
  };

  const height = box.current?.clientHeight || FIRST_HEIGHT;
  const seen = { rows: rows.length, rowHeight: WATERFALL.row, top, height };
  return {
    box,
    index,
    select,
    onKeyDown,
    onScroll: (event: UIEvent<HTMLElement>) =>
      long && setTop(event.currentTarget.scrollTop),
    view: long ? layoutWindow(seen) : { first: 0, end: rows.length },
  };
}
