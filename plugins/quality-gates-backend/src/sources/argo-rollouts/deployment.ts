import type { Phase } from '@quality-gates/backstage-plugin-quality-gates-common';
import type {
  DeploymentData,
  FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Revision } from './rollout';

/** How a revision stands after what a trigger tells. */
type Step = { readonly phase: Phase } & Pick<
  DeploymentData,
  'status' | 'result' | 'reachedEnvironment'
>;

/**
 * The trigger decides, not the status of the Rollout: Argo Rollouts sends a notification before it writes the status
 * that the notification tells of (utils/record/record.go, rollout/sync.go). `on-rollout-resumed` is left out: it may come
 * after `on-rollout-completed`, whose pause it ends.
 */
const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['on-rollout-updated', { phase: 'executing', status: 'Updated' }],
  ['on-rollout-step-completed', { phase: 'executing', status: 'Progressing' }],
  ['on-rollout-paused', { phase: 'executing', status: 'Paused' }],
  [
    'on-rollout-completed',
    {
      phase: 'terminal',
      status: 'Completed',
      result: 'success',
      reachedEnvironment: true,
    },
  ],
  [
    // Traffic goes back to the version before, which never stopped being the stable one.
    'on-rollout-aborted',
    {
      phase: 'terminal',
      status: 'Aborted',
      result: 'failure',
      reachedEnvironment: false,
    },
  ],
]);

/**
 * One deployment fact; none for a trigger that tells nothing of one. A revision that is retried after it was aborted is
 * the same deployment, and its last state counts.
 */
export function deploymentFacts(
  revision: Revision,
  trigger: string,
): FactOf<'deployment'>[] {
  const step = STEPS.get(trigger);
  if (!step) return [];
  const { phase, ...ending } = step;
  const { key, subject, at, id, environment, image } = revision;
  const known = at > 0 ? at : undefined;
  return [
    {
      type: 'deployment',
      key,
      subject,
      channel: 'webhook',
      at,
      phase,
      data: {
        id,
        environment,
        ...image,
        ...ending,
        startedAt: trigger === 'on-rollout-updated' ? known : undefined,
        finishedAt: phase === 'terminal' ? known : undefined,
      },
    },
  ];
}
