import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatClock, formatInstant, type Reader } from '../show/formatInstant';
import { formatEnvironment } from '../show/formatEnvironment';
import { sayText } from '../show/sayText';
import type { Translate } from '../translation';
import type { EvaluationState } from './evaluationState';
import { formatPerson } from './formatPerson';
import { effectOf, groupOutcomes } from './groupOutcomes';
import { isUnmeasured } from './isUnmeasured';

/** The answer as a sentence without its "Yes" or "No": "4.18.0 cannot go to Production US". */
export function describeHeadline(
  { version, environment, decision, phase }: Evaluation,
  t: Translate,
): string {
  const when = phase === 'post-deploy' ? 'after' : 'before';
  return t(`headline.${when}.${decision}`, {
    version,
    environment: formatEnvironment(environment),
  });
}

/** The answer and its sentence while it holds; else that it holds no more, and what it was. */
export function describeTitle(
  evaluation: Evaluation,
  state: EvaluationState,
  t: Translate,
): string {
  const answer = t(`glyph.${evaluation.decision}`);
  const { version } = evaluation;
  const environment = formatEnvironment(evaluation.environment);
  if (state !== 'open' && state !== 'holds') {
    return t(`headline.gone.${state}`, { answer, version, environment });
  }
  if (isUnmeasured(evaluation)) {
    return t('headline.unknown', { version, environment });
  }
  const sentence = describeHeadline(evaluation, t);
  return t('headline.full', { answer, sentence });
}

/** A time of today as a clock, any other with its day. */
export function describeTime(iso: string, reader: Reader): string {
  return formatInstant(iso, reader).replace(/^today /, '');
}

/**
 * A time to come: a clock within a day, a date and a clock beyond.
 *
 * @example describeFuture('2026-11-18T13:38:00Z', reader) // '14:38'
 */
export function describeFuture(iso: string, reader: Reader): string {
  const clock = formatClock(iso, reader);
  const ahead = Date.parse(iso) - reader.now;
  return ahead < 20 * 3_600_000
    ? clock
    : `${formatInstant(iso, reader)}, ${clock}`;
}

/** When nothing is waited for any more, if each thing waited for has an end; else null. */
export function earliestOf({ waitingFor }: Evaluation): string | null {
  const ends = waitingFor.flatMap(({ until }) => until ?? []);
  if (ends.length === 0 || ends.length < waitingFor.length) return null;
  return ends.sort()[ends.length - 1];
}

function countGates(evaluation: Evaluation) {
  const effects = evaluation.outcomes.map(one => effectOf(one, evaluation));
  const is = (effect: string) => effects.filter(e => e === effect).length;
  const of = effects.length - is('uncounted');
  return { of, is };
}

function describeDenial(
  evaluation: Evaluation,
  reader: Reader,
  t: Translate,
): string {
  const { reasons, outcomes } = evaluation;
  if (outcomes.length === 0 || reasons[0]?.code === 'no_policy') {
    return t('answer.noPolicy');
  }
  const failed = outcomes.filter(
    one => one.outcome === 'fail' && effectOf(one, evaluation) === 'blocks',
  );
  if (failed.length > 0) return t('answer.fails', { count: failed.length });
  const why = describeReason(evaluation, reader);
  return why ? t('answer.cannotDecide', { why }) : t('answer.noPolicy');
}

/**
 * What stands in the way most, as a whole sentence: what its gate saw, else the reason in the backend's words. Null
 * when nothing is told.
 */
export function describeReason(
  evaluation: Evaluation,
  reader: Reader,
): string | null {
  const { reasons } = evaluation;
  const gate = groupOutcomes(evaluation)
    .flatMap(({ outcomes }) => outcomes)
    .find(one => reasons.some(reason => reason.gate === one.gate));
  const reason = reasons.find(one => one.gate === gate?.gate) ?? reasons[0];
  if (!reason) return null;
  const text = gate?.summary ? `${gate.gate}: ${gate.summary}` : reason.message;
  return endWithStop(sayText(text, reader));
}

function endWithStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function describeWait(
  evaluation: Evaluation,
  reader: Reader,
  t: Translate,
): string {
  const earliest = earliestOf(evaluation);
  if (earliest) {
    return t('answer.earliest', { time: describeFuture(earliest, reader) });
  }
  const { is } = countGates(evaluation);
  return is('waits') > 0
    ? t('answer.waitsFor', { count: is('waits') })
    : t('answer.measuring');
}

function describeBreakGlass(
  { audit, expiresAt }: Evaluation,
  reader: Reader,
  t: Translate,
): string {
  const opened = audit.find(({ what }) => /break|glass/i.test(what));
  const who = opened ? formatPerson(opened.who) : t('answer.somebody');
  return expiresAt
    ? t('answer.byPersonUntil', {
        who,
        time: describeFuture(expiresAt, reader),
      })
    : t('answer.byPerson', { who });
}

/** Why the answer is what it is, in one sentence. */
export function describeAnswer(
  evaluation: Evaluation,
  reader: Reader,
  t: Translate,
): string {
  const { decision, enforced, wouldHave, failedOpen } = evaluation;
  const { of, is } = countGates(evaluation);
  if (!enforced && decision !== 'deny' && evaluation.decidedAt !== null) {
    return wouldHave
      ? t('answer.wouldBe', { answer: t(`glyph.${wouldHave}`) })
      : t('answer.observing');
  }
  if (decision === 'deny') return describeDenial(evaluation, reader, t);
  if (decision === 'wait') return describeWait(evaluation, reader, t);
  if (decision === 'allow-break-glass') {
    return describeBreakGlass(evaluation, reader, t);
  }
  if (decision === 'manual') {
    const count = is('waits') + is('blocks');
    return t('answer.undecided', { hit: String(count), of: String(of) });
  }
  const why = describeReason(evaluation, reader);
  if (failedOpen && why) return t('answer.failedOpen', { why });
  const counted = { passed: String(is('passes')), of: String(of) };
  const unseen = is('unseen');
  return unseen > 0
    ? t('answer.countedUnseen', { ...counted, unseen: String(unseen) })
    : t('answer.counted', counted);
}

/** The first reason and the sentence of {@link describeAnswer}, each said once. */
export function describeWhy(
  evaluation: Evaluation,
  reader: Reader,
  t: Translate,
): string {
  if (isUnmeasured(evaluation)) return t('answer.neverAsked');
  const reason = describeReason(evaluation, reader);
  const answer = describeAnswer(evaluation, reader, t);
  return !reason || answer.includes(reason) ? answer : `${reason} ${answer}`;
}
