import type { GateOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatEnvironment } from '../show/formatEnvironment';
import { nameGateGlyph } from '../show/nameGateGlyph';
import { formatNumber } from '../show/formatNumber';
import type { Translate } from '../translation';

/** `value` against `limit` with its unit, or null when the reporter gave no value. */
export function describeValue(
  { value, limit, unit }: GateOutcome,
  t: Translate,
): string | null {
  if (value === null) return null;
  const withUnit = (number: number) =>
    [formatNumber(number), unit].filter(Boolean).join(' ');
  return limit === null
    ? withUnit(value)
    : t('gates.valueAndLimit', {
        value: withUnit(value),
        limit: withUnit(limit),
      });
}

/** Value, limit and summary; a summary that already tells the value stands alone. Null when nothing was sent. */
export function describeSeen(
  outcome: GateOutcome,
  t: Translate,
): string | null {
  const { summary, value } = outcome;
  if (summary && value !== null && summary.includes(formatNumber(value))) {
    return summary;
  }
  const said = [describeValue(outcome, t), summary].filter(Boolean);
  return said.join(', ') || null;
}

/** What an outcome says in a few words: its own summary, else its value, else its word alone. */
export function describeOutcome(outcome: GateOutcome, t: Translate): string {
  const word = t(`glyph.${nameGateGlyph(outcome)}`);
  const why = outcome.summary ?? describeValue(outcome, t);
  if (outcome.outcome === 'pass' || !why) return word;
  return t('gates.wordAndWhy', { word, why });
}

/**
 * The full name of a cell, for screen readers and tooltips.
 *
 * @example nameOutcome(outcome, '18 Nov 2026, 14:31:07 Europe/Berlin', t)
 * // 'unit-tests, Production, 18 Nov 2026, 14:31:07 Europe/Berlin, Fail: 3 of 412 failed, reported by ci'
 */
export function nameOutcome(
  outcome: GateOutcome,
  when: string,
  t: Translate,
): string {
  const { gate, environment, version, reportedBy } = outcome;
  const word = t(`glyph.${nameGateGlyph(outcome)}`);
  const why = outcome.summary ?? describeValue(outcome, t);
  return [
    gate,
    [formatEnvironment(environment), version].filter(Boolean).join(' '),
    when,
    why ? t('gates.wordAndWhy', { word, why }) : word,
    reportedBy && t('reportedBy', { name: reportedBy }),
  ]
    .filter(Boolean)
    .join(', ');
}
