import type {
  Evaluation,
  EvaluationOutcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration } from '../show/formatDuration';
import { formatMeasure } from '../show/formatMeasure';
import type { Reader } from '../show/formatInstant';
import { formatNumber } from '../show/formatNumber';
import type { Translate } from '../translation';
import { describeFuture } from './describeEvaluation';
import { formatPerson } from './formatPerson';
import { nameRefs } from './nameRefs';

/** What a gate saw, in its own words, else why it came out as it did; people and groups by their names. */
export function describeGate({ summary, reason }: EvaluationOutcome): string {
  return nameRefs(summary ?? reason.message);
}

function describeUsual(
  { usuallySeconds, n }: Evaluation['waitingFor'][number],
  t: Translate,
): string | false {
  if (usuallySeconds === undefined) return false;
  const duration = formatDuration(usuallySeconds);
  return n === undefined
    ? t('answer.usually', { duration })
    : t('answer.usuallyOf', { duration, n: formatNumber(n) });
}

/**
 * Who can help a gate along, and when it is done: "by payments-leads, until 14:38, usually takes 11 min (n = 34), ask:
 * payments". Whom the gate itself names is not named again. Null when it tells nothing.
 */
export function describeHelp(
  outcome: EvaluationOutcome,
  { waitingFor }: Pick<Evaluation, 'waitingFor'>,
  reader: Reader,
  t: Translate,
): string | null {
  const { gate, owner } = outcome;
  const waiting = waitingFor.find(each => each.gate === gate);
  const words = describeGate(outcome);
  const who = (waiting?.who ?? [])
    .map(formatPerson)
    .filter(name => !words.includes(name));
  const said = [
    who.length > 0 && t('answer.by', { who: who.join(', ') }),
    waiting?.until &&
      t('answer.until', { time: describeFuture(waiting.until, reader) }),
    waiting && describeUsual(waiting, t),
    owner && t('answer.ask', { who: formatPerson(owner) }),
  ].filter(Boolean);
  return said.length > 0 ? said.join(', ') : null;
}

/** {@link describeGate} and {@link describeHelp} in one phrase. */
export function describeGateAndHelp(
  outcome: EvaluationOutcome,
  evaluation: Pick<Evaluation, 'waitingFor'>,
  reader: Reader,
  t: Translate,
): string {
  const words = describeGate(outcome);
  const help = describeHelp(outcome, evaluation, reader, t);
  return help ? `${words.replace(/\.$/, '')}, ${help}` : words;
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
