import type {
  Deployment,
  Evaluation,
} from '@quality-gates/backstage-plugin-quality-gates-common';

/**
 * The answer a deployment went out with: the last one for its version and environment that was given before it began.
 * Undefined when nobody had asked.
 */
export function findVerdict(
  deployment: Deployment,
  evaluations: readonly Evaluation[],
): Evaluation | undefined {
  const { version, environment, startedAt, finishedAt } = deployment;
  const began = startedAt ?? finishedAt;
  if (version === null || began === null) return undefined;
  const until = Date.parse(began);
  return evaluations
    .filter(
      one =>
        one.version === version &&
        one.environment === environment &&
        one.phase === 'pre-deploy' &&
        one.decidedAt !== null &&
        Date.parse(one.decidedAt) <= until,
    )
    .sort((a, b) => Date.parse(b.decidedAt!) - Date.parse(a.decidedAt!))[0];
}
