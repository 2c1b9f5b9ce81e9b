import type { Phase } from '@quality-gates/backstage-plugin-quality-gates-common';
import {
  KUBERNETES_ID,
  type DeploymentData,
  type FactOf,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import type { CanaryPayload } from './payloads';

type Step = { readonly phase: Phase } & Pick<
  DeploymentData,
  'result' | 'reachedEnvironment'
>;

/**
 * Phases of a canary that tell of a new version. While one is `Initializing` or `Waiting` the checksum is still that of
 * the version before.
 */
const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['Progressing', { phase: 'executing' }],
  ['WaitingPromotion', { phase: 'executing' }],
  ['Promoting', { phase: 'executing' }],
  ['Finalising', { phase: 'executing' }],
  [
    'Succeeded',
    { phase: 'terminal', result: 'success', reachedEnvironment: true },
  ],
  [
    // Traffic is back at the version before, which never stopped being the primary one.
    'Failed',
    { phase: 'terminal', result: 'failure', reachedEnvironment: false },
  ],
]);
/** A canary keeps its last phase, and events of later days have it too: only these tell of the end itself. */
const ENDED = /^(?:Promotion completed|Canary failed)!/;
/** Sent as `Progressing`, but before the checksum of the new version is written. */
const NEW_REVISION = /^New revision detected/;
const STARTED = /^Starting canary (?:analysis|deployment)/;

/**
 * One deployment fact; none for a phase that tells nothing of one, and for hooks that give no time: they are sent as well
 * as the events.
 *
 * The checksum is what tells versions apart: it is a digest of the spec, so going back to an earlier spec is told under
 * the key of that earlier deployment.
 */
export function deploymentFacts(
  { name, namespace, phase: word, checksum, metadata }: CanaryPayload,
  instance: string,
): FactOf<'deployment'>[] {
  const step = STEPS.get(word);
  const at = metadata?.timestamp ?? undefined;
  const message = metadata?.eventMessage ?? '';
  if (!step || at === undefined || !checksum) return [];
  if (NEW_REVISION.test(message)) return [];
  const { phase, ...ending } = step;
  if (phase === 'terminal' && !ENDED.test(message)) return [];
  return [
    {
      type: 'deployment',
      key: `flagger:${instance}/${namespace}/${name}/${checksum}`,
      subject: {
        entityRef: metadata?.entityRef,
        annotations: [{ key: KUBERNETES_ID, value: name }],
      },
      channel: 'webhook',
      at,
      phase,
      data: {
        id: `${name}/${checksum}`,
        environment: metadata?.environment ?? namespace,
        version: metadata?.version,
        commit: metadata?.commit,
        status: word,
        ...ending,
        startedAt: STARTED.test(message) ? at : undefined,
        finishedAt: phase === 'terminal' ? at : undefined,
      },
    },
  ];
}
