import type { EvaluationOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { GlyphName } from './glyphShapes';
import { isWithoutData, type ReasonedOutcome } from './isWithoutData';

const SHADOWS = {
  pass: 'shadow-pass',
  warn: 'shadow-warn',
  fail: 'shadow-fail',
  error: 'shadow-unknown',
  inconclusive: 'shadow-unknown',
  pending: 'shadow-unknown',
  skipped: 'skipped',
} as const satisfies Record<EvaluationOutcome['outcome'], GlyphName>;

/**
 * The shape of a gate's outcome: shadow and waived ones, and passes without data, look like no other, whatever their
 * colour.
 */
export function nameGateGlyph({
  mode,
  waivedBy,
  ...reasoned
}: ReasonedOutcome & {
  /** Null or undefined: reported, and counts as it is. */
  mode?: string | null;
  waivedBy?: string | null;
}): GlyphName {
  const { outcome } = reasoned;
  const unseen = isWithoutData(reasoned);
  if (mode === 'shadow') return unseen ? 'shadow-unknown' : SHADOWS[outcome];
  if (unseen) return 'unseen';
  if (waivedBy && outcome !== 'pass' && outcome !== 'skipped') return 'waived';
  return outcome;
}
