/** What leaves Quality Gates: notices of verdicts, and those who are told. */
export * from './counters';
export * from './createDelivery';
export * from './createNotifierRegistry';
export {
  createGithubProtectionRule,
  type AnsweredElsewhere,
  type GithubProtectionRule,
} from './notifiers/github-protection-rule';
export type * from './types';
