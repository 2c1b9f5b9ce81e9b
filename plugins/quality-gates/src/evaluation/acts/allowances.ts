import type { Evaluation } from '@quality-gates/backstage-plugin-quality-gates-common';
import { formatPerson } from '../formatPerson';
import { stateOf } from '../evaluationState';
import type { Translate } from '../../translation';

/** What people do to an evaluation. */
export type Act =
  | 'ask'
  | 'approve'
  | 'waive'
  | 'breakGlass'
  | 'claim'
  | 'invalidate';

/** Who looks at the page. */
export interface Person {
  readonly userRef: string;
  /** Their own ref and those of their groups. */
  readonly refs: readonly string[];
}

/** What the permissions say, by act; the permission's name where they refuse. */
export type Permitted = Readonly<Record<Act, true | string>>;

const REF = /^(user|group):/i;

function refuseApproval(
  evaluation: Evaluation,
  gate: string | undefined,
  person: Person | undefined,
  t: Translate,
): string | null {
  if (!person) return null;
  const same = (a: string, b: string) =>
    a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
  const { requestedBy, waitingFor } = evaluation;
  if (requestedBy?.user && same(requestedBy.user, person.userRef)) {
    return t('act.youAsked');
  }
  const { who = [] } = waitingFor.find(each => each.gate === gate) ?? {};
  const named = who.length > 0 && who.every(each => REF.test(each));
  if (named && !who.some(each => person.refs.some(ref => same(ref, each)))) {
    return t('act.onlyThey', { who: who.map(formatPerson).join(', ') });
  }
  return null;
}

/**
 * Why this person may not do something, as a sentence; null = nothing is known against it. The backend decides: it
 * knows more, such as who wrote the commits, and its words are shown when it refuses.
 */
export function refuse(
  act: Act,
  options: {
    evaluation: Evaluation;
    gate?: string;
    person: Person | undefined;
    permitted: Permitted;
    now: number;
    t: Translate;
  },
): string | null {
  const { evaluation, permitted, person, gate, now, t } = options;
  const permission = permitted[act];
  if (permission !== true) return t('act.forbidden', { permission });
  if (act === 'ask') return null;
  const state = stateOf(evaluation, now);
  if (act === 'invalidate' && state === 'expired') return null;
  if (state !== 'open' && state !== 'holds') return t('act.noMore');
  return act === 'approve' ? refuseApproval(evaluation, gate, person, t) : null;
}
