import type {
  Evaluation,
  EvaluationOutcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import type { GlyphName } from '../show/glyphShapes';
import { isWithoutData } from '../show/isWithoutData';
import { nameGateGlyph } from '../show/nameGateGlyph';

/** What a gate does to the decision, the most pressing first. */
export const EFFECTS = [
  'blocks',
  'waits',
  'warns',
  'unseen',
  'uncounted',
  'passes',
] as const;
/** One of {@link EFFECTS}. */
export type Effect = (typeof EFFECTS)[number];

type Deciding = Pick<Evaluation, 'decision' | 'failedOpen'>;

/**
 * What one gate does to the decision. A gate that could not decide blocks, unless the policy lets it through as a
 * warning or asks a person; one that passes without data passes, and is told apart.
 */
export function effectOf(
  gate: EvaluationOutcome,
  { decision, failedOpen }: Deciding,
): Effect {
  const { outcome, mode, waivedBy } = gate;
  if (mode === 'shadow' || outcome === 'skipped') return 'uncounted';
  if (outcome === 'pass') return isWithoutData(gate) ? 'unseen' : 'passes';
  if (outcome === 'warn' || waivedBy || mode === 'advisory') return 'warns';
  if (outcome === 'pending') return 'waits';
  if (outcome === 'fail') return 'blocks';
  if (failedOpen) return 'warns';
  return decision === 'manual' ? 'waits' : 'blocks';
}

/** Gates with one effect. */
export interface OutcomeGroup {
  readonly effect: Effect;
  readonly outcomes: readonly EvaluationOutcome[];
}

const ORDER = [
  'fail',
  'error',
  'inconclusive',
  'pending',
  'waived',
  'warn',
  'unseen',
  'pass',
  'skipped',
] as const satisfies readonly GlyphName[];

function urgencyOf(outcome: EvaluationOutcome): number {
  const at = ORDER.findIndex(glyph => glyph === nameGateGlyph(outcome));
  return at === -1 ? ORDER.length : at;
}

/**
 * Gates by what they do, in the order of {@link EFFECTS}, those with one effect the worst first; effects that no gate has
 * are left out.
 */
export function groupOutcomes(evaluation: Evaluation): OutcomeGroup[] {
  return EFFECTS.map(effect => ({
    effect,
    outcomes: evaluation.outcomes
      .filter(outcome => effectOf(outcome, evaluation) === effect)
      .sort((a, b) => urgencyOf(a) - urgencyOf(b)),
  })).filter(({ outcomes }) => outcomes.length > 0);
}

type TallyGlyph = (typeof ORDER)[number];

/** Gates counted as one by {@link countOutcomes}: the shape, or "not counted" for shadow and skipped gates. */
export interface Tally {
  readonly glyph: TallyGlyph;
  readonly count: number;
}

/** How many gates came out how; shadow gates and skipped ones together, as the ones that do not count. */
export function countOutcomes(evaluation: Evaluation): Tally[] {
  const glyphs = evaluation.outcomes.map(outcome =>
    effectOf(outcome, evaluation) === 'uncounted'
      ? 'skipped'
      : nameGateGlyph(outcome),
  );
  return ORDER.map(glyph => ({
    glyph,
    count: glyphs.filter(each => each === glyph).length,
  })).filter(({ count }) => count > 0);
}
