import { groupOutcomes } from '../groupOutcomes';
import type { Verdict } from './chooseVerdict';

/** Beyond so many environments cards wrap in equal columns. */
const ONE_ROW = 4;

function weigh(verdict: Verdict): number {
  if (verdict.state !== 'answer') return 0.82;
  const pressing = groupOutcomes(verdict.evaluation)
    .filter(({ effect }) => effect === 'blocks' || effect === 'waits')
    .reduce((count, { outcomes }) => count + outcomes.length, 0);
  if (pressing === 0) return 0.82;
  return pressing > 2 ? 1.4 : 1.2;
}

/** How the cards stand beside each other. */
export interface GridLayout {
  /** As `grid-template-columns`, with room for the arrows. */
  readonly columns: string;
  /** True when they wrap: no arrows then. */
  readonly wraps: boolean;
}

/** One row in promotion order, a card with more to say being wider; equal columns beyond four. */
export function layoutGrid(verdicts: readonly Verdict[]): GridLayout {
  if (verdicts.length > ONE_ROW) {
    return { columns: `repeat(${ONE_ROW}, minmax(0, 1fr))`, wraps: true };
  }
  const columns = verdicts
    .map(verdict => `minmax(0, ${weigh(verdict)}fr)`)
    .join(' 24px ');
  return { columns, wraps: false };
}
