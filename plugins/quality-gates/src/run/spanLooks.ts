import type { Result } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { WaterfallRow } from './layoutWaterfall';

/** Whether a result is one that something has to be done about. */
export function isFailed(result: Result): boolean {
  return result === 'failure' || result === 'error' || result === 'timeout';
}

/** Rows that stand back: steps of the CI system and waiting, unless they failed. */
export function isQuiet({ kind, node: { span } }: WaterfallRow): boolean {
  if (kind === 'platform-steps') return true;
  if (isFailed(span.result)) return false;
  return span.kind === 'platform' || span.kind === 'queue';
}

/** Whether a row says its result: all but those that stand back, and steps that did what they should. */
export function hasGlyph(row: WaterfallRow): boolean {
  const { kind, result } = row.node.span;
  return !isQuiet(row) && !(kind === 'step' && result === 'success');
}

/**
 * How the bar of a row is drawn. `around`: the pale line of something that only holds others; `thin`: a step of the
 * CI system; a verdict: a failure in its own tone.
 */
export function lookOf(
  row: WaterfallRow,
):
  | 'own'
  | 'thin'
  | 'around'
  | 'waiting'
  | 'change'
  | 'platform'
  | 'flaky'
  | 'unknown' {
  const { span } = row.node;
  if (row.kind === 'platform-steps') return 'thin';
  if (span.kind === 'queue') return 'waiting';
  const holds = span.kind === 'run' || span.kind === 'stage';
  if (holds || span.result === 'skip') return 'around';
  if (isFailed(span.result)) return row.verdict ?? 'unknown';
  return span.kind === 'platform' ? 'thin' : 'own';
}
