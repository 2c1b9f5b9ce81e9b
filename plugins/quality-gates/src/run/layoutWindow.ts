/** Which rows are drawn, `first` inclusive, `end` exclusive. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

const SPARE_ROWS = 12;

/** The rows of a scrolled list that can be seen, and some more on either side so that scrolling shows no gap. */
export function layoutWindow(scrolled: {
  readonly rows: number;
  readonly rowHeight: number;
  /** Pixels that are scrolled away, and pixels that can be seen. */
  readonly top: number;
  readonly height: number;
}): RowWindow {
  const { rows, rowHeight, top, height } = scrolled;
  const first = Math.floor(top / rowHeight) - SPARE_ROWS;
  const end = Math.ceil((top + height) / rowHeight) + SPARE_ROWS;
  return { first: Math.max(0, first), end: Math.min(rows, end) };
}
