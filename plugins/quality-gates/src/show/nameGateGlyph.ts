import type { EvaluationOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { GlyphName } from './glyphShapes';

const SHADOWS = {
  pass: 'shadow-pass',
  warn: 'shadow-warn',
  fail: 'shadow-fail',
  error: 'shadow-unknown',
  inconclusive: 'shadow-unknown',
  pending: 'shadow-unknown',
  skipped: 'skipped',
} as const satisfies Record<EvaluationOutcome['outcome'], GlyphName>;

/** The shape of a gate's outcome: shadow and waived ones look like no other, whatever their colour. */
export function nameGateGlyph({
  outcome,
  mode,
  waivedBy,
}: {
  outcome: EvaluationOutcome['outcome'];
  /** Null or undefined: reported, and counts as it is. */
  mode?: string | null;
  waivedBy?: string | null;
}): GlyphName {
  if (mode === 'shadow') return SHADOWS[outcome];
  if (waivedBy && outcome !== 'pass' && outcome !== 'skipped') return 'waived';
  return outcome;
}
