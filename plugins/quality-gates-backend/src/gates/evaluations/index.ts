/** Evaluations: asked, worked on, read, and changed by people. */
export type { Asked } from './askEvaluation';
export { createEvaluations } from './createEvaluations';
export type { EffectivePolicies, EvaluationOptions } from './options';
export { createVersionReader } from './readVersions';
