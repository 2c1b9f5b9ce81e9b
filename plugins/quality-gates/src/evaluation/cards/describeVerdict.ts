import type { EnvironmentState } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { GlyphName } from '../../show/glyphShapes';
import type { Reader } from '../../show/formatInstant';
import type { Translate } from '../../translation';
import { describeAnswer, describeTime } from '../describeEvaluation';
import { formatPerson } from '../formatPerson';
import type { Verdict } from './chooseVerdict';

/** What a card says at its top. */
export interface VerdictWords {
  readonly glyph: GlyphName;
  readonly answer: string;
  readonly sentence: string;
}

type Settled = Exclude<Verdict, { state: 'loading' }>;

function describeUnknown(
  verdict: Extract<Verdict, { evaluation: unknown }>,
  reader: Reader,
  t: Translate,
): VerdictWords {
  const { evaluation, state } = verdict;
  const { expiresAt, decision, version, invalidated } = evaluation;
  const unknown = {
    glyph: 'inconclusive',
    answer: t('answer.unknown'),
  } as const;
  const itWas = t('answer.itWas', { answer: t(`glyph.${decision}`), version });
  if (state === 'expired' && expiresAt) {
    const time = describeTime(expiresAt, reader);
    return {
      ...unknown,
      sentence: `${t('answer.expired', { time })} ${itWas}`,
    };
  }
  if (invalidated) {
    const who = formatPerson(invalidated.by);
    return {
      ...unknown,
      sentence: `${t('answer.invalidated', { who })} ${itWas}`,
    };
  }
  return {
    ...unknown,
    sentence: `${t('answer.neverAsked')} ${t('answer.asksNothing')}`,
  };
}

/** Shape, answer and sentence of a card. */
export function describeVerdict(
  verdict: Settled,
  environment: EnvironmentState,
  reader: Reader,
  t: Translate,
): VerdictWords {
  if (verdict.state === 'could-not-ask') {
    return {
      glyph: 'error',
      answer: t('answer.couldNotAsk'),
      sentence: verdict.error.message,
    };
  }
  const { current } = environment;
  if (verdict.state === 'up-to-date') {
    return {
      glyph: 'skipped',
      answer: t('answer.upToDate'),
      sentence: t('answer.upToDateWhy', {
        version: current?.version ?? t('answer.unversioned'),
        when: current ? describeTime(current.deployedAt, reader) : '',
      }),
    };
  }
  if (verdict.state !== 'answer') return describeUnknown(verdict, reader, t);
  const { evaluation } = verdict;
  const runsThere = current?.version === evaluation.version;
  const deployed =
    runsThere && current && evaluation.canDeploy
      ? `${t('answer.deployed', {
          when: describeTime(current.deployedAt, reader),
        })} `
      : '';
  return {
    glyph: evaluation.decision,
    answer: t(`glyph.${evaluation.decision}`),
    sentence: deployed + describeAnswer(evaluation, reader, t),
  };
}
