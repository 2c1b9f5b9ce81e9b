import type {
  EvaluationAnswer,
  EvaluationRow,
  NewNotice,
} from '../../store/types';

/** What leaves when an evaluation is decided: nothing for a what-if. The id is the evaluation's, so it leaves once. */
export function verdictNotice(
  row: EvaluationRow,
  answer: EvaluationAnswer,
  at: number,
): NewNotice[] {
  if (row.dryRun) return [];
  const { entityRef, environment, version, phase, commit, runUrl, trigger } =
    row.question;
  return [
    {
      id: `verdict-changed:${row.id}`,
      kind: 'verdict-changed',
      entityRef,
      payload: {
        evaluationId: row.id,
        ...{ entityRef, environment, version, phase, commit, runUrl, trigger },
        decision: answer.decision,
        reasons: answer.reasons,
        supersedes: row.supersedes,
        decidedAt: at,
      },
    },
  ];
}
