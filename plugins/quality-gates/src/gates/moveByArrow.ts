import type { KeyboardEvent } from 'react';

const STEPS: Record<string, readonly [row: number, column: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** Moves the focus to the next cell with something in it, in the direction of an arrow key. */
export function moveByArrow(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const cell = event.currentTarget.closest('td');
  const table = cell?.closest('table');
  if (!step || !cell || !table) return;
  const { rows } = table;
  let row = (cell.parentElement as HTMLTableRowElement).rowIndex;
  let column = cell.cellIndex;
  for (;;) {
    row += step[0];
    column += step[1];
    const next = rows[row]?.cells[column];
    if (!next || next.tagName !== 'TD') return;
    const target = next.querySelector<HTMLElement>('[data-outcome]');
    if (target) {
      event.preventDefault();
      target.focus();
      return;
    }
  }
}
