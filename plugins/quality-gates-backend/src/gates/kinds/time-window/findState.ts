import type { Millis } from '@quality-gates/backstage-plugin-quality-gates-node';
import { findFreeze, type Freeze } from './freezes';
import { openingsAfter, type WeeklyWindow } from './weekly';

/** How far ahead an opening is looked for: freezes and openings passed over. */
const MOST_STEPS = 500;

/** Whether it is open. */
export interface WindowState {
  readonly isOpen: boolean;
  /** The freeze that holds. */
  readonly freeze?: Freeze;
  /** When it opens next; undefined when it is open, or when nothing opens between freezes. */
  readonly next?: Millis;
}

/** See {@link WindowState}; without `windows` it is open whenever it is not frozen. */
export function findState(
  now: Millis,
  given: {
    readonly zone: string;
    readonly windows?: readonly WeeklyWindow[];
    readonly freezes: readonly Freeze[];
  },
): WindowState {
  const freeze = findFreeze(given.freezes, now);
  const next = nextOpen(now, given);
  return next === now ? { isOpen: true } : { isOpen: false, freeze, next };
}

/** The first instant from `now` on at which it is open. */
function nextOpen(
  now: Millis,
  { zone, windows, freezes }: Parameters<typeof findState>[1],
): Millis | undefined {
  let at = now;
  for (let step = 0; step < MOST_STEPS; step++) {
    const frozen = findFreeze(freezes, at);
    if (frozen) {
      at = frozen.to;
      continue;
    }
    if (!windows) return at;
    const [opening] = openingsAfter(windows, at, zone);
    if (!opening) return undefined;
    if (opening.from <= at) return at;
    at = opening.from;
  }
  return undefined;
}
