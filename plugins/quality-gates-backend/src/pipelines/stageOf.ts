import { normaliseStage } from '@quality-gates/backstage-plugin-quality-gates-common';

/** Names the stage of a job or step. */
export type StageOf = (task: {
  readonly name: string;
  readonly stage?: string;
}) => string;

/**
 * Stages as configured, then by the usual words: the first rule of `qualityGates.rules.stages` whose pattern is found
 * in the name of the task (case ignored) decides, then what the task's own name says, then its stage's.
 */
export function createStageOf(
  rules: readonly { readonly match: string; readonly stage: string }[],
): StageOf {
  const compiled = rules.map(({ match, stage }) => ({
    pattern: new RegExp(match, 'i'),
    stage,
  }));
  return ({ name, stage }) => {
    const rule = compiled.find(({ pattern }) => pattern.test(name));
    if (rule) return rule.stage;
    const own = normaliseStage(name);
    return own === 'other' && stage ? normaliseStage(stage) : own;
  };
}
