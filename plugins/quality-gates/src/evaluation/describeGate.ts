import type {
  Evaluation,
  EvaluationOutcome,
} from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatDuration } from '../show/formatDuration';
import { formatMeasure } from '../show/formatMeasure';
import type { Reader } from '../show/formatInstant';
import { formatNumber } from '../show/formatNumber';
import { sayText } from '../show/sayText';
import type { Translate } from '../translation';
import { describeFuture } from './describeEvaluation';
import { formatPerson } from './formatPerson';

/** What a gate saw, in its own words, else why it came out as it did; people and groups by their names. */
export function describeGate(
  { summary, reason }: EvaluationOutcome,
  reader: Reader,
): string {
  return sayText(summary ?? reason.message, reader);
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
 * payments". What the gate itself says is not said again. Null when it tells nothing.
 */
export function describeHelp(
  outcome: EvaluationOutcome,
  { waitingFor }: Pick<Evaluation, 'waitingFor'>,
  reader: Reader,
  t: Translate,
): string | null {
  const { gate, owner, kind } = outcome;
  const waiting = waitingFor.find(each => each.gate === gate);
  const words = fold(describeGate(outcome, reader));
  const isNews = (text: string) => !words.includes(fold(text));
  const who = (waiting?.who ?? []).map(formatPerson).filter(isNews);
  const approves = kind === 'approval';
  const ask = [
    ...(approves ? [] : who),
    ...(owner ? [formatPerson(owner)] : []),
  ].filter(isNews);
  const until = waiting?.until && describeFuture(waiting.until, reader);
  const said = [
    approves && who.length > 0 && t('answer.by', { who: who.join(', ') }),
    until && isNews(until) && t('answer.until', { time: until }),
    waiting && describeUsual(waiting, t),
    ask.length > 0 && t('answer.ask', { who: [...new Set(ask)].join(', ') }),
  ].filter(Boolean);
  return said.length > 0 ? said.join(', ') : null;
}

/** A title and a name are the same words: "Shop team", `shop-team`. */
function fold(text: string): string {
  return text.toLocaleLowerCase('en-US').replace(/[\s_-]+/g, ' ');
}

/** {@link describeGate} and {@link describeHelp} in one phrase. */
export function describeGateAndHelp(
  outcome: EvaluationOutcome,
  evaluation: Pick<Evaluation, 'waitingFor'>,
  reader: Reader,
  t: Translate,
): string {
  const words = describeGate(outcome, reader);
  const help = describeHelp(outcome, evaluation, reader, t);
  return help ? `${words.replace(/\.$/, '')}, ${help}` : words;
}

/**
 * What a value is held against: "warn above 1 %, fail above 2 %", or "limit 2 %" where nobody says which side is good;
 * null without limits.
 */
export function describeLimits(
  { limits, unit }: EvaluationOutcome,
  t: Translate,
): string | null {
  if (!limits) return null;
  const said = (['warn', 'fail'] as const).flatMap(level => {
    const value = limits[level];
    if (value === undefined) return [];
    const text = formatMeasure(value, unit);
    return limits.direction
      ? t(`evaluation.limitAt.${limits.direction}.${level}`, { value: text })
      : t('evaluation.limitOf', { value: text });
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
