import type { GateOutcome } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatEnvironment } from '../show/formatEnvironment';
import { formatExactly, type Reader } from '../show/formatInstant';
import { nameGateGlyph } from '../show/nameGateGlyph';
import { formatMeasure } from '../show/formatMeasure';
import { formatNumber } from '../show/formatNumber';
import { sayText } from '../show/sayText';
import type { Translate } from '../translation';

/** `value` against `limit` with its unit, or null when the reporter gave no value. */
export function describeValue(
  { value, limit, unit }: GateOutcome,
  t: Translate,
): string | null {
  if (value === null) return null;
  const withUnit = (number: number) => formatMeasure(number, unit);
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
  reader: Reader,
  t: Translate,
): string | null {
  const { value, unit } = outcome;
  const summary = outcome.summary && sayText(outcome.summary, reader);
  // A number without a unit says nothing beside a sentence.
  if (summary && value !== null) {
    if (unit === null || summary.includes(formatNumber(value))) return summary;
  }
  const said = [describeValue(outcome, t), summary].filter(Boolean);
  return said.join(', ') || null;
}

/** What an outcome says in a few words: its own summary, else its value, else its word alone. */
export function describeOutcome(
  outcome: GateOutcome,
  reader: Reader,
  t: Translate,
): string {
  const glyph = nameGateGlyph(outcome);
  const word = t(`glyph.${glyph}`);
  const why = outcome.summary
    ? sayText(outcome.summary, reader)
    : describeValue(outcome, t);
  const passed = outcome.outcome === 'pass' && glyph !== 'unseen';
  if (passed || !why) return word;
  return t('gates.wordAndWhy', { word, why });
}

/**
 * The full name of a cell, for screen readers and tooltips.
 *
 * @example nameOutcome(outcome, { zone: 'Europe/Berlin', now }, t)
 * // 'unit-tests, Production, 18 Nov 2026, 14:31:07 Europe/Berlin, Fail: 3 of 412 failed, reported by ci'
 */
export function nameOutcome(
  outcome: GateOutcome,
  reader: Reader,
  t: Translate,
): string {
  const { gate, environment, version, reportedBy, at } = outcome;
  const word = t(`glyph.${nameGateGlyph(outcome)}`);
  const why = outcome.summary
    ? sayText(outcome.summary, reader)
    : describeValue(outcome, t);
  return [
    gate,
    [formatEnvironment(environment), version].filter(Boolean).join(' '),
    formatExactly(at, reader.zone),
    why ? t('gates.wordAndWhy', { word, why }) : word,
    reportedBy && t('reportedBy', { name: reportedBy }),
  ]
    .filter(Boolean)
    .join(', ');
}
