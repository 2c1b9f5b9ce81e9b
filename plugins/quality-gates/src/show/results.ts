import type {
  Phase,
  Result,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { GlyphName } from './glyphShapes';

/** How a run or deployment stands: its result once it ended, else whether it waits or runs. */
export type State = Result | 'pending' | 'executing';

const GLYPHS: Record<State, GlyphName> = {
  success: 'pass',
  failure: 'fail',
  error: 'error',
  timeout: 'fail',
  cancellation: 'cancelled',
  skip: 'skipped',
  unknown: 'inconclusive',
  pending: 'pending',
  executing: 'running',
};

/** The shape of a state. An unset result is never a pass. */
export function glyphOf(state: State): GlyphName {
  return GLYPHS[state];
}

/** State of something with a phase: the result counts only once it ended. */
export function stateOf(thing: {
  readonly phase: Phase;
  readonly result: Result;
}): State {
  return thing.phase === 'terminal' ? thing.result : thing.phase;
}
