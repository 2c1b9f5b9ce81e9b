import type {
  Evaluation,
  EvaluationRequest,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/** What to ask to have an answer, or a what-if, worked out anew; of another version if one is given. */
export function sameQuestion(
  evaluation: Evaluation,
  otherVersion?: string,
): EvaluationRequest {
  const { entityRef, environment, version, commit, phase } = evaluation;
  return {
    entityRef,
    environment,
    version: otherVersion ?? version,
    ...(commit && otherVersion === undefined ? { commit } : undefined),
    phase: phase === 'post-deploy' ? phase : 'pre-deploy',
  };
}
