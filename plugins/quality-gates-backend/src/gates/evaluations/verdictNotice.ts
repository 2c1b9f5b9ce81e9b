import type {
  EvaluationAnswer,
  EvaluationRow,
  GateOutcomeRow,
  NewNotice,
} from '../../store/types';
import { digestOf } from '../policy';

/** What leaves when an evaluation is decided: nothing for a what-if. The id is the evaluation's, so it leaves once. */
export function verdictNotice(
  row: EvaluationRow,
  answer: EvaluationAnswer,
  at: number,
): NewNotice[] {
  return row.dryRun ? [] : [noticeOf(row, answer, { decidedAt: at })];
}

/**
 * What leaves while an evaluation is open and came to something else than it said before. The id is of what it came to,
 * so the same standing leaves once, whoever comes to it and however often.
 */
export function waitingNotice(
  row: EvaluationRow,
  answer: EvaluationAnswer,
  seen: { readonly outcomes: Outcomes; readonly before: Outcomes },
): NewNotice[] {
  const standing = standingOf(answer, seen.outcomes);
  const isFirst = [...seen.before].every(one => one.measuredAt === null);
  const isNew = isFirst || standing !== standingOf(row.answer, seen.before);
  if (row.dryRun || !isNew) return [];
  return [noticeOf(row, answer, { decidedAt: null, standing })];
}

type Outcomes = Iterable<GateOutcomeRow>;

function standingOf({ decision }: EvaluationAnswer, outcomes: Outcomes) {
  const gates = [...outcomes].map(({ gate, outcome }) => [gate, outcome]);
  return digestOf({ decision, gates: gates.sort() }).slice(-16);
}

function noticeOf(
  row: EvaluationRow,
  { decision, reasons }: EvaluationAnswer,
  given: { readonly decidedAt: number | null; readonly standing?: string },
): NewNotice {
  const { entityRef, environment, version, phase, commit, runUrl, trigger } =
    row.question;
  const { decidedAt, standing } = given;
  return {
    id: ['verdict-changed', row.id, standing].filter(Boolean).join(':'),
    kind: 'verdict-changed',
    entityRef,
    payload: {
      evaluationId: row.id,
      ...{ entityRef, environment, version, phase, commit, runUrl, trigger },
      ...{ decision, reasons, supersedes: row.supersedes, decidedAt },
    },
  };
}
