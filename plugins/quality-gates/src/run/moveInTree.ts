import type { WaterfallRow } from './layoutWaterfall';

/** What a key does: the focus goes to a row, or the row is folded or unfolded. */
export type TreeMove =
  | { readonly focus: number }
  | { readonly toggle: string }
  | undefined;

const PAGE = 10;

/**
 * Arrow keys as in the tree grid of the ARIA authoring practices: up and down between rows, right unfolds or goes to
 * the first row below, left folds or goes to the row above it in the tree, Home and End to the first and last.
 */
export function moveInTree(
  rows: readonly WaterfallRow[],
  index: number,
  key: string,
): TreeMove {
  const row = rows[index];
  if (!row) return undefined;
  const to = (target: number) => ({
    focus: Math.max(0, Math.min(rows.length - 1, target)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(index + 1);
    case 'ArrowUp':
      return to(index - 1);
    case 'PageDown':
      return to(index + PAGE);
    case 'PageUp':
      return to(index - PAGE);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (row.expanded === false) return { toggle: row.id };
      return row.expanded ? to(index + 1) : undefined;
    case 'ArrowLeft': {
      if (row.expanded) return { toggle: row.id };
      const parent = rows.findIndex(({ id }) => id === row.parentId);
      return parent >= 0 ? to(parent) : undefined;
    }
    default:
      return undefined;
  }
}
