import type {
  Evaluation,
  EvaluationOutcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration } from '../show/formatDuration';
import { formatMeasure } from '../show/formatMeasure';
import type { Reader } from '../show/formatInstant';
import type { Translate } from '../translation';
import { describeFuture } from './describeEvaluation';
import { formatPerson } from './formatPerson';

/** What a gate saw, in its own words, else why it came out as it did. */
export function describeGate({ summary, reason }: EvaluationOutcome): string {
  return summary ?? reason.message;
}

/** Who a gate waits for and until when: "by payments-leads, until 14:38, usually 11 min"; null when it tells nothing. */
export function describeWaiting(
  gate: string,
  { waitingFor }: Pick<Evaluation, 'waitingFor'>,
  reader: Reader,
  t: Translate,
): string | null {
  const waiting = waitingFor.find(each => each.gate === gate);
  if (!waiting) return null;
  const { who = [], until, usuallySeconds } = waiting;
  const said = [
    who.length > 0 && t('answer.by', { who: who.map(formatPerson).join(', ') }),
    until && t('answer.until', { time: describeFuture(until, reader) }),
    usuallySeconds !== undefined &&
      t('answer.usually', { duration: formatDuration(usuallySeconds) }),
  ].filter(Boolean);
  return said.length > 0 ? said.join(', ') : null;
}

/** What a value is held against: "warn above 1 %, fail above 2 %"; null without limits. */
export function describeLimits(
  { limits, unit }: EvaluationOutcome,
  t: Translate,
): string | null {
  if (!limits) return null;
  const said = (['warn', 'fail'] as const).flatMap(level => {
    const value = limits[level];
    if (value === undefined) return [];
    const text = formatMeasure(value, unit);
    return t(`evaluation.limitAt.${limits.direction}.${level}`, {
      value: text,
    });
  });
  return said.length > 0 ? said.join(', ') : null;
}

/**
 * The policy that set the limit of a gate: the origin of the longest path that covers it, else of the gate. Null when
 * nothing is told.
 */
export function originOfLimit(
  gate: string,
  { origins }: Evaluation['policy'],
): string | null {
  const root = `gates.${gate}`;
  const own = Object.keys(origins).filter(
    path => path === root || path.startsWith(`${root}.`),
  );
  const path =
    own.find(each =>
      /threshold|limit|max|min/i.test(each.slice(root.length)),
    ) ?? own.find(each => each === root);
  return path ? origins[path].policy : null;
}
