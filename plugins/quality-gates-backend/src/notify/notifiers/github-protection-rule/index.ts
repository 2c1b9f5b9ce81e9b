import type { Config } from '@backstage/config';
import type { Notifier } from '@quality-gates/backstage-plugin-quality-gates-node';
import { answerRequest, type AnswerOptions } from './answerRequest';
import { reconcile, type ReconcileOptions } from './reconcile';
import { createWaitingRuns } from './WaitingRuns';

export type { AnsweredElsewhere, Answers } from './Answers';

/** What the rule needs of the rest. */
export interface GithubProtectionRuleOptions
  extends Omit<ReconcileOptions, 'openRun'> {
  readonly rootConfig: Config;
}

/** A notifier that also looks after what it said. */
export interface GithubProtectionRule extends Notifier {
  /** See {@link reconcile}; to be run by one replica at a time, at start and every few minutes. */
  reconcile(signal: AbortSignal): Promise<void>;
}

/** Answers the deployment protection rule that asked; see README.md. */
export function createGithubProtectionRule(
  options: GithubProtectionRuleOptions,
): GithubProtectionRule {
  const { rootConfig, now } = options;
  const openRun = createWaitingRuns(rootConfig, now);
  const answering: AnswerOptions = { ...options, openRun };
  return {
    id: 'github-protection-rule',
    handles: ['verdict-changed'],
    wants: ({ phase, trigger }) =>
      phase === 'pre-deploy' && (trigger?.startsWith('github:') ?? false),
    async notify({ evaluation, request }, signal) {
      if (!request) return;
      await answerRequest(evaluation, request, { ...answering, signal });
    },
    reconcile: signal => reconcile({ ...options, openRun }, signal),
  };
}
