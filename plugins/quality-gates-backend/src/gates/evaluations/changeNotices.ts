import type { Override } from '@quality-gates/backstage-plugin-quality-gates-common';
import { gateDurationMs } from '@quality-gates/backstage-plugin-quality-gates-node';
import type {
  EvaluationAct,
  EvaluationRow,
  NewNotice,
} from '../../store/types';
import type { Person } from './changeEvaluation';
import type { OverrideRules } from './overrides';

/** Tells that somebody broke the glass, and by when that is to be reviewed. */
export function glassNotice(
  { id, question }: EvaluationRow,
  broken: {
    readonly person: Person;
    readonly body: Override;
    readonly until: number;
    readonly rules: OverrideRules;
    readonly at: number;
  },
): NewNotice {
  const { person, body, until, rules, at } = broken;
  const { entityRef, environment, version } = question;
  return {
    id: `glass-broken:${id}:${person.ref}:${at}`,
    kind: 'glass-broken',
    entityRef,
    payload: {
      evaluationId: id,
      ...{ entityRef, environment, version, until, at },
      by: person.ref,
      reason: body.reason,
      notify: rules.notify ?? [],
      reviewBy: at + gateDurationMs(rules.reviewWithin ?? '24h'),
    },
  };
}

/** Tells that somebody is looking at a gate. */
export function claimNotice(
  { id, question }: EvaluationRow,
  act: EvaluationAct,
): NewNotice {
  const { entityRef, environment, version } = question;
  return {
    id: `gate-claimed:${act.id}`,
    kind: 'gate-claimed',
    entityRef,
    payload: {
      evaluationId: id,
      ...{ entityRef, environment, version },
      gate: act.gate,
      by: act.who,
      at: act.at,
    },
  };
}
